// The filter of the history, from the address and to the server.

import { describe, expect, it } from 'vitest';
import { filterOf, isNarrowed, readHistorySearch } from './filter.ts';

describe('the history in the address', () => {
  it('is what was written', () => {
    const search = { whose: 'everybody', connection: 'all', status: 'failed', min_ms: 1000, search: 'film', query: 'q' };
    expect(readHistorySearch(search)).toEqual(search);
  });
  it('takes a search for a number as the text that it is', () => {
    expect(readHistorySearch({ search: 42, min_ms: '500' })).toEqual({ search: '42', min_ms: 500 });
  });
  it('leaves out what is no filter', () => {
    expect(readHistorySearch({ whose: 'nobody', status: 'lost', min_ms: -1, search: '', connection: {}, other: 1 })).toEqual({});
    expect(readHistorySearch({ min_ms: 1.5, search: 'x'.repeat(300) })).toEqual({ search: 'x'.repeat(200) });
  });
});

describe('the filter that the server gets', () => {
  it('is one’s own of this connection where nothing is said', () => {
    expect(filterOf({}, 'c', 'o')).toEqual({ connection_id: 'c' });
    expect(isNarrowed({ connection: 'all', whose: 'everybody' })).toBe(false);
  });
  it('is all that was chosen', () => {
    expect(filterOf({ whose: 'everybody', connection: 'all', status: 'ok', min_ms: 5, search: 'x' }, 'c', 'o'))
      .toEqual({ scope: 'organization', organization_id: 'o', status: 'ok', min_duration_ms: 5, search: 'x' });
    expect(filterOf({ connection: 'd' }, 'c', 'o')).toEqual({ connection_id: 'd' });
    expect(isNarrowed({ search: 'x' })).toBe(true);
  });
});
