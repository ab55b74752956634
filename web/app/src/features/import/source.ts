// A file that was chosen, as what can be sent: its bytes, or what stands for them. A workbook's sheet becomes CSV; a JSON array an
// object a line; UTF-16, which PostgreSQL does not read, UTF-8.

import type { HeadChoices } from './file-head.ts';
import { arrayToLines, isArray } from './json-lines.ts';

export interface Source {
  file: File;
  name: string;
  /** Of the file that was chosen. */
  size: number;
  /** The file itself, or the CSV of a sheet. */
  content: Blob;
  /** Its first bytes. */
  head: Uint8Array;
  /** Of a workbook. */
  sheets: readonly string[];
  sheet: number;
  /** How the content is read, where that is known and not guessed. */
  known: HeadChoices;
}

const head_bytes = 262_144;

/** What is read as a workbook; of other kinds a sentence is said. */
const isWorkbook = (name: string): boolean => /\.(xlsx|xlsm|xlsb|xls)$/i.test(name);
/** How the sheet of a workbook is written. */
const sheet_format: HeadChoices = { format: 'csv', delimiter: ',', quote: '"', null_text: '' };
export const isSql = (name: string): boolean => /\.(sql|ddl|psql)$/i.test(name);

const headOf = async (content: Blob): Promise<Uint8Array> => new Uint8Array(await content.slice(0, head_bytes).arrayBuffer());

/** Reads the beginning of a file. Throws an Error whose message can be shown of what is not read. */
export async function openSource(file: File, sheet: number, signal: AbortSignal): Promise<Source> {
  if (/\.(ods|numbers)$/i.test(file.name)) throw new Error(`“${file.name.slice(0, 100)}” is no workbook of Excel. Save its sheet as .xlsx or CSV and import that.`);
  const whole = { file, name: file.name, size: file.size, sheet };
  if (!isWorkbook(file.name)) return { ...whole, content: file, head: await headOf(file), sheets: [], known: {} };
  const { openSheet } = await import('./workbook/open-workbook.ts');
  const { sheets, csv } = await openSheet(file, sheet, signal);
  return { ...whole, content: csv, head: await headOf(csv), sheets, known: sheet_format };
}

/** PostgreSQL's names of encodings, and the browser's. The last two the browser turns into UTF-8. */
export const encodings: ReadonlyMap<string, string> = new Map([
  ['UTF8', 'utf-8'], ['LATIN1', 'iso-8859-1'], ['LATIN2', 'iso-8859-2'], ['LATIN9', 'iso-8859-15'], ['WIN1250', 'windows-1250'],
  ['WIN1251', 'windows-1251'], ['WIN1252', 'windows-1252'], ['WIN1253', 'windows-1253'], ['WIN1254', 'windows-1254'], ['KOI8R', 'koi8-r'],
  ['SJIS', 'shift_jis'], ['EUC_JP', 'euc-jp'], ['EUC_KR', 'euc-kr'], ['BIG5', 'big5'], ['GBK', 'gbk'], ['UTF16LE', 'utf-16le'], ['UTF16BE', 'utf-16be'],
]);

/** By its mark, or by whether it reads as UTF-8; else the one that most files without either have. */
export function guessEncoding(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'UTF16LE';
  if (head[0] === 0xfe && head[1] === 0xff) return 'UTF16BE';
  try {
    // A character that the head ends in is no fault.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return 'UTF8';
  } catch {
    return 'WIN1252';
  }
}

export function decodeHead(head: Uint8Array, encoding: string): string {
  return new TextDecoder(encodings.get(encoding)).decode(head, { stream: true });
}

/** What is sent, and in which encoding. Takes as long as the file is large where it has to be rewritten; memory stays small. */
export async function contentOf(source: Source, is_json: boolean, encoding: string): Promise<{ content: Blob; encoding: string }> {
  if (encoding.startsWith('UTF16')) {
    const text = source.content.stream().pipeThrough(new TextDecoderStream(encodings.get(encoding))).pipeThrough(new TextEncoderStream());
    const content = await new Response(text).blob();
    return { content: is_json ? await linesOf(content, source) : content, encoding: 'UTF8' };
  }
  return is_json ? { content: await linesOf(source.content, source), encoding: 'UTF8' } : { content: source.content, encoding };
}

async function linesOf(content: Blob, source: Source): Promise<Blob> {
  if (!isArray(source.head)) return content;
  return await new Response(content.stream().pipeThrough(arrayToLines())).blob();
}
