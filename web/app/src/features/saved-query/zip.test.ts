// What is exported comes back equal; what is hostile is refused.

import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readFiles, readZip, zipOf } from './zip.ts';

const files = [
  { folders: [], name: 'top', description: null, sql: 'select 1' },
  { folders: ['Reports', 'Daily / weekly'], name: 'Überfällig 🐘', description: 'Two\nlines', sql: "select '\r\n'\n" },
  { folders: ['Reports'], name: 'top', description: null, sql: '' },
];

describe('a folder of queries', () => {
  it('comes back equal', () => {
    const byName = (a: { sql: string }, b: { sql: string }): number => a.sql.localeCompare(b.sql);
    const back = readZip(zipOf(files));
    expect(Array.isArray(back) && back.sort(byName)).toEqual([...files].sort(byName));
  });
  it('takes queries alone', () => {
    expect(readZip(zipSync({ 'a.sql': strToU8('select 1'), 'notes.txt': strToU8('x'), '__MACOSX/._a.sql': strToU8('x') }))).toHaveLength(1);
  });
});

describe('what is refused', () => {
  it.each([
    ['a path that leads out', zipSync({ '../a.sql': strToU8('x') }), /is no path within a folder/],
    ['no zip', strToU8('select 1'), /no zip/],
    ['a file that is too large', zipSync({ 'a.sql': new Uint8Array(600_000) }), /is too large/],
    ['too many', zipSync(Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`${index}.sql`, strToU8('x')]))), /more than 1000/],
    ['no UTF-8', zipSync({ 'a.sql': new Uint8Array([0xff, 0xfe]) }), /UTF-8/],
    ['a long text', zipSync({ 'a.sql': strToU8('x'.repeat(100_001)) }), /100,000 characters/],
  ])('%s', (_, bytes, sentence) => {
    const read = readZip(bytes);
    expect('refused' in read && read.refused).toMatch(sentence);
  });
  it('a file that was chosen by hand, likewise', () => {
    expect(readFiles([['a.sql', new Uint8Array([0xc0])]])).toHaveProperty('refused');
  });
});
