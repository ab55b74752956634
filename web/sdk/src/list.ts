// Lists that come page by page: the address of a page, and the way through all of them.

/** A page of a list; `next` leads to the page after it, null at the end. */
export interface Page<Item> {
  items: Item[];
  next: string | null;
}

type Value = string | number | null | undefined;

/** A path with the parameters that are given; null and undefined are left out. */
export function addressOf(path: string, parameters: Record<string, Value>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined) search.set(name, String(value));
  }
  const query = search.toString();
  return query === '' ? path : `${path}?${query}`;
}

/** Every item of a list, page after page. */
export async function allItems<Item>(read: (after: string | null) => Promise<Page<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  let next: string | null = null;
  do {
    const page: Page<Item> = await read(next);
    items.push(...page.items);
    next = page.next;
  } while (next !== null);
  return items;
}
