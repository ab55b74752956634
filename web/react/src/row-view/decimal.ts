// PostgreSQL's int8 and numeric as text, compared and added without losing a digit. Pure.

/** Digits that are added exactly; a numeric may have 147,455, and nobody reads a sum of that length. */
const exact_digits = 4000;

/** Less, equal, greater: as PostgreSQL orders numeric, NaN the greatest. Both are texts of a number type. */
export function compareDecimals(a: string, b: string): number {
  if (a === b) return 0;
  const special = specialRank(a) - specialRank(b);
  if (special !== 0 || specialRank(a) !== 0) return special;
  const a_is_negative = a.startsWith('-');
  const b_is_negative = b.startsWith('-');
  const size = compareSizes(a_is_negative ? a.slice(1) : a, b_is_negative ? b.slice(1) : b);
  // Both signs of zero are zero.
  if (a_is_negative !== b_is_negative) return isZero(a) && isZero(b) ? 0 : a_is_negative ? -1 : 1;
  return a_is_negative ? -size : size;
}

/** A number as an integer and the count of its digits behind the point. */
export interface Decimal {
  digits: bigint;
  scale: number;
}

/** Null for what is no finite number, and for one of thousands of digits. */
export function parseDecimal(text: string): Decimal | null {
  if (text.length > exact_digits || !/^-?\d+(\.\d*)?$/.test(text)) return null;
  const [whole = '', fraction = ''] = text.split('.');
  return { digits: BigInt(whole + fraction), scale: fraction.length };
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { digits: scaled(a, scale) + scaled(b, scale), scale };
}

/** Divides, rounded half away from zero to `scale` digits behind the point; zeros at the end are dropped. */
export function averageText(sum: Decimal, count: number, scale: number): string {
  const divisor = BigInt(count) * 2n;
  const doubled = scaled(sum, Math.max(scale, sum.scale)) * 2n;
  const half = BigInt(count);
  const quotient = (doubled < 0n ? doubled - half : doubled + half) / divisor;
  const text = decimalText({ digits: quotient, scale: Math.max(scale, sum.scale) });
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

export function decimalText({ digits, scale }: Decimal): string {
  const sign = digits < 0n ? '-' : '';
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  return scale === 0 ? sign + text : `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

function scaled({ digits, scale }: Decimal, wanted: number): bigint {
  return digits * 10n ** BigInt(wanted - scale);
}

function specialRank(text: string): number {
  return text === 'NaN' ? 2 : text === 'Infinity' ? 1 : text === '-Infinity' ? -1 : 0;
}

function isZero(text: string): boolean {
  return !/[1-9]/.test(text);
}

function compareSizes(a: string, b: string): number {
  const [a_whole = '', a_fraction = ''] = a.split('.');
  const [b_whole = '', b_fraction = ''] = b.split('.');
  const [x, y] = [a_whole.replace(/^0+/, ''), b_whole.replace(/^0+/, '')];
  if (x.length !== y.length) return x.length - y.length;
  if (x !== y) return x < y ? -1 : 1;
  const [p, q] = [a_fraction.replace(/0+$/, ''), b_fraction.replace(/0+$/, '')];
  return p === q ? 0 : p < q ? -1 : 1;
}
