// The file of an export of many, piece by piece into a Blob, which the browser keeps on disk where it is large: memory holds one
// piece. A script, or an archive with a file for each relation.

import type { ExportFormat, ExportOptions } from '@studio-pg/client';
import { Zip, ZipDeflate } from 'fflate';
import { fullName } from './database.ts';
import type { Relation, Snapshot } from './database.ts';
import { entryName } from './file-names.ts';
import type { Piece } from './script.ts';

/** A relation whose rows begin to come (0 bytes), or more of them. */
export type Told = (relation: Relation, bytes: number) => void;

/** Collected pieces become a part of the file so often. */
const part_bytes = 8 << 20;

export class FileParts {
  #parts: Blob[] = [];
  #pieces: BlobPart[] = [];
  #bytes = 0;

  add(piece: Uint8Array | string): void {
    this.#pieces.push(piece as BlobPart);
    this.#bytes += piece.length;
    if (this.#bytes >= part_bytes) this.#close();
  }

  end(type: string): Blob {
    this.#close();
    return new Blob(this.#parts, { type });
  }

  #close(): void {
    this.#parts.push(new Blob(this.#pieces));
    this.#pieces = [];
    this.#bytes = 0;
  }
}

async function readAll(rows: ReadableStream<Uint8Array>, take: (piece: Uint8Array) => void): Promise<void> {
  const reader = rows.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) take(read.value);
}

export async function writeScript(pieces: AsyncIterable<Piece>, tell: Told): Promise<Blob> {
  const file = new FileParts();
  for await (const piece of pieces) {
    if (typeof piece === 'string') file.add(piece);
    else {
      const { relation, rows } = piece;
      tell(relation, 0);
      await readAll(rows, (bytes) => {
        file.add(bytes);
        tell(relation, bytes.length);
      });
    }
  }
  return file.end('application/sql');
}

export async function writeArchive(
  snapshot: Snapshot, relations: readonly Relation[], format: ExportFormat, extension: string, options: ExportOptions, tell: Told,
): Promise<Blob> {
  const file = new FileParts();
  const failed: Error[] = [];
  const zip = new Zip((error, bytes) => {
    if (error) failed.push(error);
    else file.add(bytes);
  });
  const taken = new Set<string>();
  for (const relation of relations) {
    // Only where the rows have come: a relation that may not be read leaves no entry that is empty.
    const rows = await snapshot.file(`SELECT * FROM ${fullName(relation)}`, format, options);
    tell(relation, 0);
    const entry = new ZipDeflate(entryName(relation.schema, relation.name, extension, taken), { level: format === 'xlsx' ? 0 : 6 });
    zip.add(entry);
    await readAll(rows, (bytes) => {
      entry.push(bytes);
      tell(relation, bytes.length);
      const [error] = failed;
      if (error) throw error;
    });
    entry.push(new Uint8Array(0), true);
  }
  zip.end();
  return file.end('application/zip');
}
