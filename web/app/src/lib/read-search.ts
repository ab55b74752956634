// The parameters of an address, as a route reads them. TanStack Router hands a route what its reader left out as well, under the type
// that the reader would have given it: an address written by anybody must not get past its reader so.

/** A reader of a leaf's parameters behind which there is nothing but what it has read. */
export function readsAlone<Search extends object>(read: (given: Record<string, unknown>) => Search): (given: Record<string, unknown>) => Search {
  return (given) => ({ ...Object.fromEntries(Object.keys(given).map((name) => [name, undefined])), ...read(given) });
}
