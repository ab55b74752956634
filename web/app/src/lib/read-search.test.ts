import { expect, it } from 'vitest';
import { readsAlone } from './read-search.ts';

it('leaves nothing of an address behind a reader but what it has read', () => {
  const read = readsAlone((given): { sort?: string } => (typeof given['sort'] === 'string' ? { sort: given['sort'] } : {}));
  expect({ sort: 5, other: 'x', ...read({ sort: 5, other: 'x' }) }).toEqual({ sort: undefined, other: undefined });
  expect({ sort: 'a', ...read({ sort: 'a' }) }).toEqual({ sort: 'a' });
});
