// Lists of section 1: one page, or all pages one after the other.

import type * as z from 'zod/mini';
import type { Http } from './http.ts';

/** A page of a list; `next` is what `after` wants for the page behind it, null at the end. */
export interface Page<Item> {
  items: Item[];
  next: string | null;
}

/** One page of a list. */
export async function readPage<Item>(
  http: Http, path: string, schema: z.ZodMiniType<Page<Item>>, { limit, after }: { limit?: number; after?: string | null } = {},
): Promise<Page<Item>> {
  return await http.json('GET', addressOf(path, { limit, after }), schema);
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
