// A folder of `.sql` files as a zip, and what is read out of one, within limits. Loaded when somebody imports or exports.

import { strToU8, unzipSync, zipSync } from 'fflate';
import { fileText, isQueryPath, longest_text, most_files, pathsOf, readFileText, readPath } from './sql-files.ts';
import type { QueryFile } from './sql-files.ts';

const largest_zip_bytes = 20_000_000;
/** A character has up to four bytes; the comment at the front comes on top. */
const largest_file_bytes = longest_text * 4 + 50_000;
const largest_total_bytes = 50_000_000;

export function zipOf(files: readonly QueryFile[]): Uint8Array<ArrayBuffer> {
  const paths = pathsOf(files);
  return zipSync(Object.fromEntries(files.map((file, index) => [paths[index] ?? '', strToU8(fileText(file))])));
}

/** The queries of a zip; a sentence where it holds what is not taken: then none is. */
export function readZip(bytes: Uint8Array): QueryFile[] | { refused: string } {
  if (bytes.length > largest_zip_bytes) return { refused: 'The file is larger than 20 MB.' };
  let count = 0;
  let total = 0;
  const refusals: string[] = [];
  let contents: Record<string, Uint8Array>;
  try {
    contents = unzipSync(bytes, { filter: ({ name, originalSize }) => {
      if (refusals.length > 0 || !isQueryPath(name)) return false;
      count += 1;
      total += originalSize;
      if (count > most_files) refusals.push(`The file holds more than ${most_files} queries.`);
      else if (originalSize > largest_file_bytes || total > largest_total_bytes) refusals.push(`“${name.slice(0, 100)}” is too large.`);
      return refusals.length === 0;
    } });
  } catch {
    return { refused: 'The file is no zip that can be read.' };
  }
  const [refused] = refusals;
  if (refused !== undefined) return { refused };
  return readFiles(Object.entries(contents));
}

/** Files by their paths, as they were chosen or came out of a zip. */
export function readFiles(files: readonly (readonly [string, Uint8Array])[]): QueryFile[] | { refused: string } {
  const queries: QueryFile[] = [];
  if (files.length > most_files) return { refused: `These are more than ${most_files} files.` };
  for (const [path, bytes] of files) {
    const place = readPath(path);
    if ('refused' in place) return place;
    let text: string;
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      return { refused: `“${path.slice(0, 100)}” is no text in UTF-8.` };
    }
    const query = readFileText(text, place.base);
    if (Array.from(query.sql).length > longest_text) return { refused: `“${path.slice(0, 100)}” has more than 100,000 characters.` };
    queries.push({ folders: place.folders, ...query });
  }
  return queries;
}
