// What snippets and macros are, as far as it can be said without the server.

export interface Snippet {
  id: string;
  /** What is typed to find it. */
  name: string;
  description: string;
  body: string;
  is_own: boolean;
}

export type Kind = 'Snippets' | 'Macros';

/** A folder at the top, whoever it belongs to. */
export function isFolderOf({ name, parent_id }: { name: string; parent_id: string | null }, kind: Kind): boolean {
  return parent_id === null && name.trim().toLowerCase() === kind.toLowerCase();
}

/** The digit of a macro's shortcut; null where it has none. */
export function digitOf(name: string): string | null {
  return /^([1-9])\s/.exec(name)?.[1] ?? null;
}

const selection_mark = '$SELECTION$';

/** The text of a macro that is to be run; null where it wants a selection and there is none. */
export function macroText(body: string, selection: string): string | null {
  if (!body.includes(selection_mark)) return body;
  return selection.trim() === '' ? null : body.replaceAll(selection_mark, () => selection);
}
