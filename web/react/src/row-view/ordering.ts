// How the values of a type are ordered: by a number where that decides, exactly where it does not. Numbers by value, times
// by time, an enum by its labels, everything else by code point as COLLATE "C" orders it. Pure.

import { isTruncated } from '@studio-pg/client';
import type { Cell } from '@studio-pg/client';
import { compareDecimals } from './decimal.ts';

type Value = Exclude<Cell, null>;

/** `exact` decides between values of the same rank; null where equal rank means equal. */
export interface Ordering {
  /** Never decreasing in the order; undefined for a text that the type's values do not have. */
  rank: (cell: Value) => number | undefined;
  exact: ((a: Value, b: Value) => number) | null;
  /** A rank that tells more apart where all values begin with the same `units` UTF-16 units. */
  over?: (units: number) => Ordering['rank'];
}

/** What stands in a cell as text; of a cut one its beginning. */
export function valueText(cell: Value): string {
  return typeof cell === 'string' ? cell : isTruncated(cell) ? cell.head : String(cell);
}

/** `labels` are those of an enum, in its order. */
export function orderingOf(type: string, labels?: readonly string[]): Ordering {
  if (labels) {
    const places = new Map(labels.map((label, at) => [label, at]));
    return { rank: (cell) => places.get(valueText(cell)), exact: null };
  }
  switch (type) {
    case 'int2': case 'int4': case 'oid': return { rank: Number, exact: null };
    case 'float4': case 'float8': case 'int8': case 'numeric': return decimals;
    case 'bool': return { rank: (cell) => (cell === true ? 1 : cell === false ? 0 : undefined), exact: null };
    case 'date': case 'timestamp': case 'timestamptz': return times;
    case 'interval': return { rank: (cell) => intervalSeconds(valueText(cell)), exact: null };
    default: return texts;
  }
}

const decimals: Ordering = {
  rank: (cell) => {
    const number = Number(cell);
    // NULL is the one that has no rank; NaN is the greatest of the numbers.
    return Number.isNaN(number) ? (cell === 'NaN' ? Infinity : undefined) : number;
  },
  exact: (a, b) => (typeof a === 'number' && typeof b === 'number' ? 0 : compareDecimals(valueText(a), valueText(b))),
};

const times: Ordering = {
  rank: (cell) => wholeSeconds(valueText(cell)),
  exact: (a, b) => compareTexts(fraction(valueText(a)), fraction(valueText(b))),
};

/** By code point. */
export const texts: Ordering = {
  rank: (cell) => textRank(valueText(cell), 0),
  over: (units) => (cell) => textRank(valueText(cell), units),
  exact: (a, b) => compareTexts(valueText(a), valueText(b)),
};

/** Three units, as many as a double holds. */
function textRank(text: string, from: number): number {
  return (unit(text, from) * 65_537 + unit(text, from + 1)) * 65_537 + unit(text, from + 2);
}

/** By code point, which UTF-16 units do not give beyond U+FFFF. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  const end = Math.min(a.length, b.length);
  let at = 0;
  while (at < end && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  return unit(a, at) - unit(b, at);
}

/** A UTF-16 unit in the order of code points: surrogates above all others. From 1; 0 is the end of the text. */
function unit(text: string, at: number): number {
  if (at >= text.length) return 0;
  const code = text.charCodeAt(at);
  if (code < 0xd800) return code + 1;
  return (code < 0xe000 ? code + 0x2000 : code - 0x800) + 1;
}

/** Seconds since 1970 of PostgreSQL's ISO output; undefined in other styles. */
function wholeSeconds(text: string): number | undefined {
  if (text === 'infinity') return Infinity;
  if (text === '-infinity') return -Infinity;
  const match = /^(\d{4,6})-(\d\d)-(\d\d)(?: (\d\d):(\d\d):(\d\d)(?:\.\d+)?)?(?:([+-])(\d\d)(?::(\d\d))?(?::(\d\d))?)?( BC)?$/.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour = 0, minute = 0, second = 0, sign, h = 0, m = 0, s = 0, era] = match;
  const days = daysSince1970(era === undefined ? Number(year) : 1 - Number(year), Number(month), Number(day));
  const offset = (Number(h) * 60 + Number(m)) * 60 + Number(s);
  return days * 86_400 + (Number(hour) * 60 + Number(minute)) * 60 + Number(second) - (sign === '-' ? -offset : offset);
}

/** Of the Gregorian calendar; a Date ends in the year 275760, PostgreSQL's in 294276. */
function daysSince1970(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const of_era = y - era * 400;
  const of_year = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + of_era * 365 + Math.floor(of_era / 4) - Math.floor(of_era / 100) + of_year - 719_468;
}

function fraction(text: string): string {
  return /\.(\d+)/.exec(text)?.[1] ?? '';
}

/** Of IntervalStyle postgres, with months of 30 days as PostgreSQL compares them. */
function intervalSeconds(text: string): number | undefined {
  const match = /^(?:([+-]?\d+) years? ?)?(?:([+-]?\d+) mons? ?)?(?:([+-]?\d+) days? ?)?(?:([+-]?)(\d+):(\d\d):(\d\d(?:\.\d+)?))?$/.exec(text);
  if (!match || text === '') return undefined;
  const [, years = 0, months = 0, days = 0, sign, hours = 0, minutes = 0, seconds = 0] = match;
  const time = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return (Number(years) * 360 + Number(months) * 30 + Number(days)) * 86_400 + (sign === '-' ? -time : time);
}
