// Saved queries as a folder of `.sql` files and back: the folder tree as directories, name and description in a comment at the
// front of each file. What comes back from our own files is equal; what comes from elsewhere is its text, named as its file.
// It knows no zip and no server.

export interface QueryFile {
  /** Folders from the top down. */
  folders: string[];
  name: string;
  description: string | null;
  sql: string;
}

/** Of one import. The texts have the limit of the server. */
export const most_files = 1000;
export const longest_text = 100_000;
const deepest = 16;
const longest_name = 200;

const unsafe = /[%/\\:*?"<>|\u0000-\u001f\u007f]|^\.+|[. ]+$/gu;

/** A name as that of a file or a directory on every system; percent-encoded where it has to be. */
export function fileName(name: string): string {
  const safe = name.replace(unsafe, (part) =>
    Array.from(part, (letter) => `%${letter.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`).join(''));
  return safe === '' ? '%' : safe;
}

/** The name that `fileName` has been given. */
export function nameOfFile(file: string): string {
  return file === '%' ? '' : file.replace(/%([0-9A-F]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

export function fileText({ name, description, sql }: Omit<QueryFile, 'folders'>): string {
  const lines = (label: string, text: string): string[] =>
    text.split(/\r\n|\r|\n/).map((line, index) => (index === 0 ? `-- ${label}: ${line}` : `-- | ${line}`));
  return [...lines('name', name.replace(/[\r\n]+/g, ' ')), ...(description === null ? [] : lines('description', description)), '', sql].join('\n');
}

/** A file's text as a query; `base` is its name without `.sql`, for files that do not tell one. */
export function readFileText(text: string, base: string): Omit<QueryFile, 'folders'> {
  const plain = text.replace(/^\uFEFF/, '');
  const first = /^-- name: ([^\r\n]*)\r?\n/.exec(plain);
  if (!first) return { name: nameOfFile(base), description: null, sql: plain };
  let rest = plain.slice(first[0].length);
  const description: string[] = [];
  for (;;) {
    const line = (description.length === 0 ? /^-- description: ([^\r\n]*)\r?\n/ : /^-- \| ([^\r\n]*)\r?\n/).exec(rest);
    if (!line) break;
    description.push(line[1] ?? '');
    rest = rest.slice(line[0].length);
  }
  return {
    name: first[1]?.trim() === '' ? nameOfFile(base) : first[1] ?? '',
    description: description.length === 0 ? null : description.join('\n'),
    sql: rest.replace(/^\r?\n/, ''),
  };
}

/** The paths of files, each once: a second query of a name in a folder gets a number. */
export function pathsOf(files: readonly QueryFile[]): string[] {
  const taken = new Set<string>();
  return files.map(({ folders, name }) => {
    const start = [...folders, name].map(fileName).join('/');
    for (let number = 1; ; number += 1) {
      const path = `${start}${number === 1 ? '' : ` (${number})`}.sql`;
      // Some systems take upper and lower case for one.
      if (taken.has(path.toLowerCase())) continue;
      taken.add(path.toLowerCase());
      return path;
    }
  });
}

/** Whether a path is a query: no directory, no file that a system has added, nothing that is no `.sql`. */
export function isQueryPath(path: string): boolean {
  return /\.sql$/i.test(path) && !path.split(/[/\\]/).some((part) => part === '__MACOSX' || /^\.[^.]/.test(part));
}

/** The folders and the name in a path; a sentence where it leads out of its folder, or too deep. */
export function readPath(path: string): { folders: string[]; base: string } | { refused: string } {
  const refused = { refused: `“${path.slice(0, 100)}” is no path within a folder.` };
  if (/[\\\u0000-\u001f]|^\/|^[A-Za-z]:/.test(path)) return refused;
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) return refused;
  if (parts.length > deepest + 1) return { refused: `“${path.slice(0, 100)}” lies more than ${deepest} folders deep.` };
  const base = (parts.pop() ?? '').replace(/\.sql$/i, '');
  const folders = parts.map(nameOfFile);
  if ([...folders, base].some((part) => part === '' || Array.from(part).length > longest_name)) {
    return { refused: `“${path.slice(0, 100)}” has a name that is empty or longer than ${longest_name} characters.` };
  }
  return { folders, base };
}
