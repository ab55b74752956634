// A query in a link comes out as it went in, and nothing else comes out.

import { describe, expect, it } from 'vitest';
import { longest_packed, pack, unpack } from './shared-text.ts';

describe('a query in a link', () => {
  it.each([[{ text: 'select 1' }], [{ text: '🐘 ü \u0000 "\'' }], [{ text: '' }], [{ text: 'select 1;\n'.repeat(5000) }]])('%j', async (value) => {
    const packed = await pack(value);
    expect(packed).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(await unpack(packed)).toEqual(value);
  });
  it('packs what repeats', async () => {
    expect((await pack({ text: 'select column_name from table_name;\n'.repeat(1000) })).length).toBeLessThan(longest_packed);
  });
  it.each(['', '!', 'AAAA', 'abc', 'x'.repeat(1000)])('gives nothing out of %s', async (packed) => {
    expect(await unpack(packed)).toBeUndefined();
  });
  it('gives nothing out of a small text that unpacks to a huge one', async () => {
    expect(await unpack(await pack('a'.repeat(1_000_001)))).toBeUndefined();
  });
});
