// A cell's value as the text that PostgreSQL reads: numbers digit for digit, dates as ISO, true and false.

/** What a number format makes of a number. */
export type Moment = 'none' | 'date' | 'time' | 'timestamp';

/** Formats that stand in no file (ECMA-376 18.8.30), those of East Asia among them. */
const built_in: readonly (readonly [from: number, to: number, moment: Moment])[] = [
  [14, 17, 'date'], [18, 21, 'time'], [22, 22, 'timestamp'], [27, 31, 'date'], [32, 33, 'time'], [34, 36, 'date'], [45, 47, 'time'], [50, 58, 'date'],
];

/** By the letters of a format: days and years make a date, hours and seconds a time. `code` is the file's own text. */
export function momentOf(id: number, code: string | undefined): Moment {
  if (code === undefined) return built_in.find(([from, to]) => id >= from && id <= to)?.[2] ?? 'none';
  // Texts, single letters and colors say nothing of the kind; [h] is a number of hours.
  const letters = (code.split(';')[0] ?? '').replace(/"[^"]*"|\\.|_.|\*./g, '').replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '').toLowerCase();
  if (/general|[#?]/.test(letters)) return 'none';
  const has_date = /[dy]/.test(letters) || /m{3,}/.test(letters);
  const has_time = /[hs]/.test(letters);
  if (has_date) return has_time ? 'timestamp' : 'date';
  if (has_time) return 'time';
  return letters.includes('m') ? (letters.includes('[m') ? 'time' : 'date') : 'none';
}

const day_microseconds = 86_400_000_000n;
const two = (value: bigint | number): string => String(value).padStart(2, '0');

function timeText(microseconds: bigint): string {
  const seconds = microseconds / 1_000_000n;
  const fraction = String(microseconds % 1_000_000n).padStart(6, '0').replace(/0+$/, '');
  return `${two(seconds / 3600n)}:${two(seconds / 60n % 60n)}:${two(seconds % 60n)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Days since the beginning of the workbook's calendar as a date, a time or both; null where there is no such day. */
export function momentText(days: number, moment: Moment, is_1904: boolean): string | null {
  if (!(days >= 0 && days < 2_958_466)) return null;
  // Whole days apart: a double holds microseconds only of what is left.
  const whole = Math.floor(days);
  const part = BigInt(Math.round((days - whole) * 86_400_000_000));
  if (moment === 'time' || (whole === 0 && !is_1904)) return timeText(BigInt(whole) * day_microseconds + part);
  const carried = part === day_microseconds ? whole + 1 : whole;
  const time = part === day_microseconds ? 0n : part;
  // Excel counts a day of February 1900 that never was.
  const first = is_1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, carried < 60 ? 31 : 30);
  const date = new Date(first + carried * 86_400_000).toISOString().slice(0, 10);
  return moment === 'date' && time === 0n ? date : `${date} ${timeText(time)}`;
}

/** A number as it was meant: Excel writes 1.1 as 1.1000000000000001, which is the same double; more digits than one holds stay. */
export function numberText(text: string): string {
  const digits = text.replace(/e.*$/i, '').replace(/\D/g, '').replace(/^0+/, '');
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || digits.length > 17 || (/^-?\d+$/.test(text) && !Number.isSafeInteger(value))) return text;
  return String(value);
}

/** `_x000D_` is how a workbook writes what XML cannot. */
export const unescaped = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** "BC" of "BC12", counted from 0; -1: there is none. */
export function columnOf(place: string): number {
  let column = 0;
  for (const letter of place) {
    const value = letter.charCodeAt(0) - 64;
    if (value < 1 || value > 26) break;
    column = column * 26 + value;
  }
  return column - 1;
}
