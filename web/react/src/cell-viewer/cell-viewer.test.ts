// Values looked at as what they are: JSON by its tokens, XML by its tags, bytes in hex, pictures by their first bytes.

import { describe, expect, it } from 'vitest';
import { bytesOf, dataAddress, hexDump, pictureType } from './bytes.ts';
import { jsonNodes, jsonPath, nodeValue, shownNodes } from './json-tree.ts';
import { viewsOf } from './value-kind.ts';
import { indentXml } from './xml-text.ts';

describe('the JSON tree', () => {
  const text = '{"big": 9007199254740993.10, "list": [1, {"odd \\"name": null}], "e": {}, "e": []}';
  const nodes = jsonNodes(text) ?? [];
  it('keeps digits, order and keys that occur twice', () => {
    expect(nodes.map(({ key, kind, text: said, depth, child_count }) => [key, kind, said, depth, child_count])).toEqual([
      [null, 'object', '', 0, 4], ['big', 'number', '9007199254740993.10', 1, 0], ['list', 'array', '', 1, 2], [0, 'number', '1', 2, 0],
      [1, 'object', '', 2, 1], ['odd "name', 'word', 'null', 3, 0], ['e', 'object', '', 1, 0], ['e', 'array', '', 1, 0],
    ]);
  });
  it('tells paths as jsonpath writes them, and values as they stand', () => {
    expect(jsonPath(nodes, 5)).toBe('$.list[1]."odd \\"name"');
    expect(jsonPath(nodes, 0)).toBe('$');
    expect(nodeValue(text, nodes[2] ?? nodes[0] as never)).toBe('[1, {"odd \\"name": null}]');
    expect(jsonNodes('"a\\nb"')?.map((node) => nodeValue('"a\\nb"', node))).toEqual(['a\nb']);
  });
  it('shows what is open, and what a search finds with what leads there', () => {
    expect(shownNodes(nodes, new Set([0]), '').map((node) => node.key)).toEqual([null, 'big', 'list', 'e', 'e']);
    expect(shownNodes(nodes, new Set(), 'ODD').map((node) => node.key)).toEqual([null, 'list', 1, 'odd "name']);
    expect(shownNodes(nodes, new Set(), 'nowhere')).toEqual([]);
  });
  it('is none for what is no JSON, and bears any depth', () => {
    for (const broken of ['', '{', '[1}', '1 2', '}']) expect(jsonNodes(broken)).toBeNull();
    const depth = 100_000;
    expect(jsonNodes('['.repeat(depth) + ']'.repeat(depth))).toHaveLength(depth);
  });
});

describe('bytes', () => {
  it('are dumped in lines of sixteen', () => {
    const bytes = bytesOf('\\x' + '00417e7f80ff0a20'.repeat(3)) ?? new Uint8Array();
    expect(hexDump(bytes, 10).split('\n')).toEqual([
      '00000000  00 41 7e 7f 80 ff 0a 20  00 41 7e 7f 80 ff 0a 20  .A~.... .A~.... ',
      '00000010  00 41 7e 7f 80 ff 0a 20                           .A~.... ',
    ]);
    expect(hexDump(bytes, 1).split('\n')).toHaveLength(1);
    expect(bytesOf('escape\\000')).toBeNull();
    expect(bytesOf('\\xabc')).toEqual(new Uint8Array([0xab]));
  });
  it('are a picture by their first bytes alone', () => {
    expect(pictureType(bytesOf('\\x89504e470d0a1a0a0000') ?? new Uint8Array())).toBe('image/png');
    expect(pictureType(bytesOf('\\xffd8ffe0') ?? new Uint8Array())).toBe('image/jpeg');
    expect(pictureType(new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg">'))).toBeNull();
    expect(dataAddress(new Uint8Array([1, 2, 3]), 'image/png')).toBe('data:image/png;base64,AQID');
  });
});

it('indents XML by its tags and keeps texts', () => {
  expect(indentXml('<?xml version="1.0"?><a><b x="1">text</b><c/><!-- <d> --><e><f>1 &lt; 2</f></e></a>')).toBe(
    '<?xml version="1.0"?>\n<a>\n  <b x="1">text</b>\n  <c/>\n  <!-- <d> -->\n  <e>\n    <f>1 &lt; 2</f>\n  </e>\n</a>');
  expect(indentXml('no markup')).toBe('no markup');
});

it('knows how a value can be looked at', () => {
  expect(viewsOf('{"a":1}', 'jsonb')[0]).toBe('json');
  expect(viewsOf('{1,2}', '_int4')[0]).toBe('list');
  expect(viewsOf('<a/>', 'xml')[0]).toBe('xml');
  expect(viewsOf('{"a":1}', 'text')).toEqual(['text', 'json']);
  expect(viewsOf('(1,2)', 'point')).toEqual(['text']);
  expect(viewsOf(null, 'jsonb')).toEqual(['text']);
  expect(viewsOf({ truncated: true, bytes: 9, head: '{' }, 'jsonb')).toEqual(['text']);
});
