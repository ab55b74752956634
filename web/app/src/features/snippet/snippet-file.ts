// Snippets and macros as a file of JSON and back: what somebody takes to another studio, or keeps beside his code. It knows no
// server. What does not fit is refused with a sentence, and nothing of the file is then taken.

import type { Kind, Snippet } from './kinds.ts';

export type Named = Pick<Snippet, 'name' | 'description' | 'body'>;
export type SnippetSet = Record<Kind, readonly Named[]>;

const format = 'studio snippets';
const version = 1;
export const largest_file_bytes = 5_000_000;
const most = 500;
/** As the server has them for saved queries. */
const longest = { name: 200, description: 1000, body: 100_000 } as const;

export function snippetFile({ Snippets, Macros }: SnippetSet): string {
  const plain = (list: readonly Named[]): Named[] => list.map(({ name, description, body }) => ({ name, description, body }));
  return `${JSON.stringify({ format, version, snippets: plain(Snippets), macros: plain(Macros) }, null, 2)}\n`;
}

export function readSnippetFile(text: string): SnippetSet | { refused: string } {
  let given: unknown;
  try {
    given = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { refused: 'The file is no JSON.' };
  }
  const file = (given ?? {}) as { format?: unknown; version?: unknown; snippets?: unknown; macros?: unknown };
  if (file.format !== format) return { refused: 'The file holds no snippets of this studio.' };
  if (file.version !== version) return { refused: 'The file comes from a newer studio.' };
  const Snippets = readList(file.snippets, 'snippet');
  const Macros = readList(file.macros, 'macro');
  if ('refused' in Snippets) return Snippets;
  if ('refused' in Macros) return Macros;
  if (Snippets.length + Macros.length > most) return { refused: `The file holds more than ${most} of them.` };
  return { Snippets, Macros };
}

function readList(given: unknown, noun: string): Named[] | { refused: string } {
  if (given === undefined) return [];
  if (!Array.isArray(given)) return { refused: `The list of ${noun}s is no list.` };
  const read: Named[] = [];
  for (const [index, each] of given.entries()) {
    const one = readOne(each);
    if (one === null) return { refused: `The ${noun} ${index + 1} has no name or no text, or one that is too long.` };
    read.push(one);
  }
  return read;
}

function readOne(given: unknown): Named | null {
  const { name, description, body } = (given ?? {}) as Partial<Record<keyof Named, unknown>>;
  const fits = (value: unknown, limit: number): value is string => typeof value === 'string' && Array.from(value).length <= limit;
  if (!fits(name, longest.name) || name.trim() === '' || !fits(body, longest.body) || body.trim() === '') return null;
  const said = description ?? '';
  return fits(said, longest.description) ? { name: name.trim(), description: said, body } : null;
}

/** What of a file is new, by name within its kind; one that is here already stays as it is. */
export function newOnes(read: SnippetSet, here: SnippetSet): { kind: Kind; snippet: Named }[] {
  return (['Snippets', 'Macros'] as const).flatMap((kind) => {
    const names = new Set(here[kind].map((each) => each.name));
    return read[kind].flatMap((snippet) => {
      if (names.has(snippet.name)) return [];
      names.add(snippet.name);
      return [{ kind, snippet }];
    });
  });
}
