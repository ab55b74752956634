// Which tab stands where.

import { describe, expect, it } from 'vitest';
import { readSplit, splitFor, unsplit } from './split.ts';

describe('two tabs side by side', () => {
  it.each([
    [{}, {}],
    [{ beside: 'b' }, { beside: 'b' }],
    [{ beside: 'b', side: 'left', aside: 'history' }, { beside: 'b', side: 'left', aside: 'history' }],
    [{ side: 'left', aside: 'other' }, {}],
    [{ beside: 7 }, { beside: '7' }],
    [{ beside: 'b', shows: 'results', aside: 'runs' }, { beside: 'b', shows: 'results', aside: 'runs' }],
    [{ shows: 'results' }, {}],
  ])('%j is read as %j', (given, expected) => expect(readSplit(given)).toEqual(expected));

  it('change places when the other one is worked in, and back', () => {
    const turned = splitFor({ beside: 'b' }, 'a', 'b');
    expect(turned).toEqual({ beside: 'a', side: 'left' });
    expect(splitFor(turned, 'b', 'a')).toEqual({ beside: 'b' });
  });
  it('stay where a third one takes the place of the present one', () => {
    expect(splitFor({ beside: 'b', side: 'left' }, 'a', 'c')).toEqual({ beside: 'b', side: 'left' });
  });
  it('show the text of both when the one whose results stood alone is worked in', () => {
    expect(splitFor({ beside: 'b', shows: 'results' }, 'a', 'b')).toEqual({ beside: 'a', side: 'left' });
    expect(splitFor({ beside: 'b', shows: 'results' }, 'a', 'c')).toEqual({ beside: 'b', shows: 'results' });
  });
  it('keep the list at the edge when one goes', () => {
    expect(unsplit({ beside: 'b', side: 'left', aside: 'saved' })).toEqual({ aside: 'saved' });
  });
});

describe('a plan in the address', () => {
  it.each([
    [{ plan: 'p1', node: 3 }, { plan: 'p1', node: 3 }],
    [{ plan: 'p1', node: -1 }, { plan: 'p1' }],
    [{ plan: 'p1', node: '3' }, { plan: 'p1' }],
    [{ node: 3 }, {}],
  ])('%j is read as %j', (given, expected) => expect(readSplit(given)).toEqual(expected));

  it('is that of the tab in the path, and stays behind when another is worked in', () => {
    expect(splitFor({ plan: 'p1', node: 3, aside: 'saved' }, 'a', 'c')).toEqual({ aside: 'saved' });
    expect(splitFor({ plan: 'p1', beside: 'b' }, 'a', 'b')).toEqual({ beside: 'a', side: 'left' });
    expect(splitFor({ plan: 'p1' }, 'a', 'a')).toEqual({ plan: 'p1' });
  });
});
