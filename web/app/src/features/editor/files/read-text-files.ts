// Files of SQL as texts for query tabs: what is too large, or no text in UTF-8, is refused with a sentence. It knows no tab.

/** What the browser's storage can keep beside all else, and less than the server takes as one text. */
export const largest_file_bytes = 1_000_000;
/** Opened at once; more tabs than that are a slip. */
export const most_files = 20;

/** A file as far as it is needed here. */
export interface TextFile {
  name: string;
  size: number;
  arrayBuffer: () => Promise<ArrayBuffer>;
}

export interface ReadFiles {
  /** In the order of the files, named as they are, without `.sql`. */
  texts: readonly { name: string; text: string }[];
  /** A sentence for each file that is not taken. */
  refusals: readonly string[];
}

export async function readTextFiles(files: readonly TextFile[]): Promise<ReadFiles> {
  if (files.length > most_files) return { texts: [], refusals: [`${files.length} files are more than the ${most_files} that are opened at once.`] };
  const read = await Promise.all(files.map(readOne));
  return {
    texts: read.flatMap((each) => ('text' in each ? [each] : [])),
    refusals: read.flatMap((each) => ('refused' in each ? [each.refused] : [])),
  };
}

async function readOne(file: TextFile): Promise<{ name: string; text: string } | { refused: string }> {
  const name = file.name.slice(0, 100);
  if (file.size > largest_file_bytes) return { refused: `“${name}” is larger than ${largest_file_bytes / 1_000_000} MB.` };
  let bytes: ArrayBuffer;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    // A folder is dropped as a file that cannot be read.
    return { refused: `“${name}” cannot be read.` };
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // PostgreSQL has no text with this character, and an editor shows it as nothing.
    if (text.includes('\0')) return { refused: `“${name}” is no text: it holds zero bytes.` };
    return { name: name.replace(/\.sql$/i, ''), text: text.replace(/\r\n?/g, '\n') };
  } catch {
    return { refused: `“${name}” is no text in UTF-8.` };
  }
}
