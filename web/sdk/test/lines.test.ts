// The stream over HTTP: lines cut anywhere, also inside of a character.

import { describe, expect, it } from 'vitest';
import { LineSplitter } from '../src/transport.ts';

describe('LineSplitter', () => {
  const text = '{"a":"é😀"}\n{"b":2}\n\n{"c":3}';
  const bytes = new TextEncoder().encode(text);

  it.each([1, 2, 3, 5, 7, 1000])('gives the same lines for chunks of %i bytes', (size) => {
    const splitter = new LineSplitter();
    const lines: string[] = [];
    for (let at = 0; at < bytes.length; at += size) lines.push(...splitter.split(bytes.subarray(at, at + size)));
    lines.push(...splitter.rest());
    expect(lines).toEqual(['{"a":"é😀"}', '{"b":2}', '{"c":3}']);
  });
});
