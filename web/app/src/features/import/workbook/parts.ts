// The parts of a workbook (ECMA-376): an archive of XML files. What is opened is bounded before it is unpacked, so that a small file
// that would unpack to gigabytes is refused. Runs in the worker.

import { strFromU8, unzipSync } from 'fflate';
import { decode, Parser } from 'saxen';

/** Of one part, unpacked: a text of the browser's takes no more than twice that. */
const largest_part_bytes = 250 << 20;

/** A sentence for whoever chose the file. */
export class WorkbookError extends Error {}

const damaged = 'The workbook is damaged: it holds no sheets that can be read.';

/** What a file is that is no archive; by its first bytes. */
export function refuseOther(bytes: Uint8Array): void {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return;
  const is_compound = [0xd0, 0xcf, 0x11, 0xe0].every((byte, i) => bytes[i] === byte);
  if (!is_compound) throw new WorkbookError('The file is no workbook, though its name says so.');
  // The names of a compound file's streams are UTF-16.
  const names = new TextDecoder('utf-16le').decode(bytes.subarray(0, Math.min(bytes.length, 1 << 20) & ~1))
    + new TextDecoder('utf-16le').decode(bytes.subarray(Math.max(0, bytes.length - (1 << 20)) & ~1, bytes.length & ~1));
  throw new WorkbookError(names.includes('EncryptedPackage')
    ? 'The workbook is encrypted with a password. Save it without one and import that.'
    : 'This is a workbook of Excel 97 to 2003. Save it as .xlsx and import that.');
}

/** The parts whose paths are wanted. */
export function unpack(bytes: Uint8Array, isWanted: (path: string) => boolean): Map<string, string> {
  const large: string[] = [];
  let unpacked: Record<string, Uint8Array>;
  try {
    unpacked = unzipSync(bytes, { filter: ({ name, originalSize }) => {
      if (!isWanted(name)) return false;
      if (originalSize > largest_part_bytes) large.push(name);
      return large.length === 0;
    } });
  } catch {
    throw new WorkbookError(damaged);
  }
  if (large.length > 0) throw new WorkbookError('A sheet of the workbook has more than 250 MB unpacked. Save it as CSV and import that.');
  return new Map(Object.entries(unpacked).map(([path, content]) => [path, strFromU8(content)]));
}

export interface Handlers {
  open?: (name: string, attributes: () => Record<string, string>) => void;
  close?: (name: string) => void;
  text?: (text: string) => void;
}

function decoded(attributes: Record<string, string>): Record<string, string> {
  for (const name in attributes) {
    const value = attributes[name];
    if (value?.includes('&') === true) attributes[name] = decode(value);
  }
  return attributes;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Reads a part; names come without their prefixes. Nothing outside of it is ever read: entities of its own are none. */
export function readXml(xml: string | undefined, { open, close, text }: Handlers): void {
  if (xml === undefined) throw new WorkbookError(damaged);
  const parser = new Parser();
  parser.on('error', (error) => {
    throw error instanceof WorkbookError ? error : new WorkbookError(damaged);
  });
  if (open) parser.on('openTag', (name, attributes) => open(local(name), () => decoded(attributes())));
  if (close) parser.on('closeTag', (name) => close(local(name)));
  if (text) {
    parser.on('text', (raw) => text(decode(raw)));
    parser.on('cdata', text);
  }
  parser.parse(xml);
}
