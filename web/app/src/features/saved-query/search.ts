// What of the saved queries is shown, as the address has it.

import { changeSearch, textParameter } from '../../lib/address.ts';

export interface SavedSearch {
  search?: string;
  /** The folder or the query that is open beside the tree. */
  folder?: string;
  query?: string;
  view?: 'versions';
  /** The version that is compared with the present one. */
  version?: number;
}

export function readSavedSearch(given: Record<string, unknown>): SavedSearch {
  const version = Number(given['version']);
  return changeSearch<SavedSearch>({}, {
    search: textParameter(given, 'search'),
    folder: textParameter(given, 'folder'),
    query: textParameter(given, 'query'),
    view: given['view'] === 'versions' ? 'versions' : undefined,
    version: Number.isInteger(version) && version > 0 ? version : undefined,
  });
}
