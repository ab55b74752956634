// The search parameters of an address: a change leaves out what is undefined, so that addresses stay short.

type Part<Search> = { [Field in keyof Search]?: Search[Field] | undefined };

export function changeSearch<Search extends object>(search: Search, part: Part<Search>): Search {
  return Object.fromEntries(Object.entries({ ...search, ...part }).filter(([, value]) => value !== undefined)) as Search;
}

/** A parameter as the text that was meant: the router reads digits as a number. */
export function textParameter(given: Record<string, unknown>, name: string): string | undefined {
  const value = given[name];
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return text === '' ? undefined : text.slice(0, 200);
}
