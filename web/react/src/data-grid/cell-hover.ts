// What a cell says when the pointer rests on it: a time exactly, with its zone, in UTC and where the reader is; of other
// values what the column is too narrow to show. Pure.

import type { Cell } from '@studio-pg/client';
import { describeCell, plainText } from './cell-text.ts';

/** Characters of a long text; the record card shows the rest. */
const hover_characters = 600;

/** The zones of a reader: his own, unless a test says otherwise. */
const own_zone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Lines for a timestamptz or timestamp; null for other values. `zone` is the session's TimeZone. */
export function timeLines(cell: Cell, type: string, zone: string | null, reader_zone = own_zone()): string[] | null {
  if (typeof cell !== 'string') return null;
  const named = zone === null ? '' : ` (TimeZone ${zone})`;
  if (type === 'timestamp') return [cell, 'timestamp without time zone'];
  if (type !== 'timestamptz') return null;
  const instant = instantOf(cell);
  if (instant === null) return [`${cell}${named}`];
  const lines = [`${cell}${named}`, `${instant.toISOString().slice(0, 19).replace('T', ' ')} UTC`];
  if (!/^(Etc\/)?(UTC|GMT|UCT|Zulu)$/.test(reader_zone)) lines.push(`${localText(instant, reader_zone)} ${reader_zone}`);
  return lines;
}

/** Null where nothing is to be said beyond what stands in the cell. */
export function hoverText(cell: Cell | undefined, type: string, zone: string | null, is_cut_off: boolean): string | null {
  if (cell === undefined || cell === null) return null;
  const time = timeLines(cell, type, zone);
  if (time) return time.join('\n');
  if (!is_cut_off && describeCell(cell, type).note === null) return null;
  const text = plainText(cell);
  return text.length > hover_characters ? `${text.slice(0, hover_characters)}…` : text;
}

/** PostgreSQL's ISO output to the instant; null for infinity, BC and other styles of dates. */
function instantOf(text: string): Date | null {
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d+)?([+-]\d\d)(?::?(\d\d))?(?::\d\d)?$/.exec(text);
  if (!match) return null;
  const [, day = '', time = '', fraction = '', hours = '', minutes = '00'] = match;
  const instant = new Date(`${day}T${time}${fraction.slice(0, 4)}${hours}:${minutes}`);
  return Number.isNaN(instant.getTime()) ? null : instant;
}

function localText(instant: Date, zone: string): string {
  // Swedish writes dates as ISO 8601 does.
  return instant.toLocaleString('sv-SE', { timeZone: zone });
}
