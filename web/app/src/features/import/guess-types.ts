// Which types the fields of a file have, by its first rows: what the form of a new table begins with. A later row may prove it
// wrong; then PostgreSQL names the line.

type Test = (text: string) => boolean;

const pattern = (expression: RegExp): Test => (text) => expression.test(text);
/** A number with a leading zero is a code: a postal one, or a telephone's. */
const isInteger = pattern(/^-?(0|[1-9]\d*)$/);
const within = (text: string, limit: bigint): boolean => text.length < 25 && BigInt(text) >= -limit && BigInt(text) < limit;
const isYearFirst = '\\d{4}-\\d{1,2}-\\d{1,2}';
const isDayFirst = '\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}';
const time = '\\d{1,2}:\\d{2}(:\\d{2}([.,]\\d+)?)?';
const zone = '\\s*(Z|UTC|[+-]\\d{2}(:?\\d{2})?)';
const date = `(${isYearFirst}|${isDayFirst})`;

/** The narrowest first; the first that all values pass is the type. */
const tests: readonly (readonly [type: string, test: Test])[] = [
  ['boolean', pattern(/^(true|false|t|f|yes|no)$/i)],
  ['integer', (text) => isInteger(text) && within(text, 2n ** 31n)],
  ['bigint', (text) => isInteger(text) && within(text, 2n ** 63n)],
  ['numeric', pattern(/^-?(0|[1-9]\d*)?(\.\d+)?(?<=\d)$/)],
  ['double precision', pattern(/^-?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$|^-?infinity$|^nan$/i)],
  ['date', pattern(new RegExp(`^${date}$`))],
  ['timestamp', pattern(new RegExp(`^${date}[T ]${time}$`))],
  ['timestamptz', pattern(new RegExp(`^${date}[T ]${time}${zone}$`))],
  ['time', pattern(new RegExp(`^${time}$`))],
  ['uuid', pattern(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i)],
  ['jsonb', (text) => /^\s*[[{]/.test(text) && isJson(text)],
];

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The types that are offered. */
export const known_types: readonly string[] = [...tests.map(([type]) => type), 'text'];

export function guessType(values: readonly (string | null)[]): string {
  const given = values.filter((each): each is string => each !== null && each !== '');
  // An empty text that is no null is a text.
  if (given.length === 0 || values.includes('')) return 'text';
  // A code with a leading zero is no number, though a wider type of number would read it.
  if (given.some((each) => /^-?0\d+$/.test(each))) return 'text';
  return tests.find(([, test]) => given.every(test))?.[0] ?? 'text';
}

export type DateOrder = 'YMD' | 'MDY' | 'DMY';

/** How dates without the year in front are read, as far as the values tell; null: they do not. */
export function guessDateOrder(rows: readonly (readonly (string | null)[])[]): DateOrder | null {
  const dates = rows.flat().flatMap((text) => {
    const found = text === null ? null : /^(\d{1,2})([./-])(\d{1,2})[./-]\d{2,4}\b/.exec(text);
    return found ? [{ first: Number(found[1]), second: Number(found[3]), mark: found[2] }] : [];
  });
  if (dates.some(({ first }) => first > 12)) return 'DMY';
  if (dates.some(({ second }) => second > 12)) return 'MDY';
  return dates.some(({ mark }) => mark === '.') ? 'DMY' : null;
}
