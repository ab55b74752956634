// What a person chose of a file, remembered for the next one.

import { export_formats } from '@studio-pg/client';
import type { ExportFormat, ExportOptions } from '@studio-pg/client';
import { readStored, writeStored } from '../../lib/storage.ts';

export interface ExportChoices {
  format: ExportFormat;
  header: boolean;
  delimiter: string;
  null_text: string;
  quote_all: boolean;
  byte_order_mark: boolean;
  formula_safe: boolean;
  table: string;
}

const initial: ExportChoices = {
  format: 'csv', header: true, delimiter: ',', null_text: '', quote_all: false, byte_order_mark: false, formula_safe: true, table: 'result',
};

export const format_names: Record<ExportFormat, string> = {
  csv: 'CSV', tsv: 'TSV (tabs)', json: 'JSON (one array)', ndjson: 'NDJSON (an object a line)', sql: 'SQL INSERT', markdown: 'Markdown table', xlsx: 'Excel workbook (XLSX)',
};

export const delimiters = [[',', 'Comma'], [';', 'Semicolon'], ['|', 'Bar'], ['\t', 'Tab']] as const;

export const extensions: Record<ExportFormat, string> = { csv: 'csv', tsv: 'tsv', json: 'json', ndjson: 'ndjson', sql: 'sql', markdown: 'md', xlsx: 'xlsx' };

/** The choices of the last time; what cannot be read is as at first. */
export function readChoices(): ExportChoices {
  const kept = readStored('export');
  if (typeof kept !== 'object' || kept === null) return initial;
  const known = Object.entries(kept).filter(([key, value]) => key in initial && typeof value === typeof initial[key as keyof ExportChoices]);
  const choices: ExportChoices = { ...initial, ...Object.fromEntries(known) };
  return export_formats.includes(choices.format) ? choices : initial;
}

export function keepChoices(choices: ExportChoices): void {
  writeStored('export', choices);
}

/** The name with the format's extension in place of another format's. */
export function fileName(name: string, format: ExportFormat): string {
  const stem = name.trim().replace(/\.(csv|tsv|json|ndjson|sql|md|xlsx)$/i, '');
  return `${stem === '' ? 'result' : stem}.${extensions[format]}`;
}

export const isDelimited = (format: ExportFormat): boolean => format === 'csv' || format === 'tsv';

/** `"films"`, or `"public"."films"` written as public.films. */
function tableOf(text: string): { schema?: string; name: string } {
  const at = text.indexOf('.');
  if (at < 1 || at === text.length - 1) return { name: text.trim() === '' ? 'result' : text.trim() };
  return { schema: text.slice(0, at).trim(), name: text.slice(at + 1).trim() };
}

/** What the server is asked for: only what the format has a use for. */
export function optionsOf(choices: ExportChoices): ExportOptions {
  const { format, header, quote_all, byte_order_mark, formula_safe } = choices;
  if (isDelimited(format)) {
    return { header, quote_all, byte_order_mark, formula_safe, null: choices.null_text, ...(format === 'csv' ? { delimiter: choices.delimiter } : {}) };
  }
  if (format === 'markdown') return { null: choices.null_text };
  if (format === 'xlsx') return { header };
  return format === 'sql' ? { table: tableOf(choices.table) } : {};
}
