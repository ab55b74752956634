// What is said of a cell when the pointer rests on it; and JSON laid out without being parsed.

import { describe, expect, it } from 'vitest';
import { hoverText, timeLines } from './cell-hover.ts';
import { describeCell } from './cell-text.ts';
import { indentJson } from './json-text.ts';

describe('times', () => {
  it('are said exactly, with the zone of the session, in UTC and where the reader is', () => {
    expect(timeLines('2022-09-10 16:46:03.905795+05:30', 'timestamptz', 'Asia/Kolkata', 'America/New_York')).toEqual([
      '2022-09-10 16:46:03.905795+05:30 (TimeZone Asia/Kolkata)', '2022-09-10 11:16:03 UTC', '2022-09-10 07:16:03 America/New_York',
    ]);
  });
  it('are not said twice to a reader in UTC', () => {
    expect(timeLines('2022-09-10 16:46:03+00', 'timestamptz', null, 'UTC')).toHaveLength(2);
  });
  it.each(['infinity', '0044-03-15 12:00:00+00 BC', '10/09/2022 16:46:03 CEST'])('%s is left as it is', (text) => {
    expect(timeLines(text, 'timestamptz', 'UTC', 'UTC')).toEqual([`${text} (TimeZone UTC)`]);
  });
  it('without a zone say so, and other types nothing', () => {
    expect(timeLines('2022-09-10 16:46:03', 'timestamp', 'UTC')).toEqual(['2022-09-10 16:46:03', 'timestamp without time zone']);
    expect(timeLines('2022-09-10', 'date', 'UTC')).toBeNull();
  });
});

describe('hoverText', () => {
  it('says only what the cell does not show', () => {
    expect(hoverText('short', 'text', null, false)).toBeNull();
    expect(hoverText('too wide', 'text', null, true)).toBe('too wide');
    expect(hoverText('x'.repeat(5000), 'text', null, false)).toHaveLength(601);
    expect(hoverText(null, 'text', null, true)).toBeNull();
  });
});

describe('describeCell by look', () => {
  it('makes a tag of an enum, not of its NULL or empty label', () => {
    expect(describeCell('PG-13', 'mpaa_rating', 'tag').kind).toBe('enum');
    expect(describeCell(null, 'mpaa_rating', 'tag').kind).toBe('null');
    expect(describeCell('', 'mpaa_rating', 'tag').kind).toBe('empty');
  });
  it('says nothing of void', () => expect(describeCell('', 'void').text).toBe(''));
});

describe('indentJson', () => {
  it('nests, and keeps every digit and escape', () => {
    expect(indentJson('{"a":[1,9007199254740993,{}],"b":"x\\"{,}","c":[]}')).toBe(
      '{\n  "a": [\n    1,\n    9007199254740993,\n    {}\n  ],\n  "b": "x\\"{,}",\n  "c": []\n}');
  });
  it('survives what is not JSON, and a depth that no stack would', () => {
    expect(indentJson('}')).toBe('\n}');
    expect(indentJson('['.repeat(100_000))).toMatch(/^\[/);
  });
});
