// Texts of values as PostgreSQL reads them, for those who write one by hand. Pure, but for chance and the clock.

/** Under the type's name. */
export const type_examples: Readonly<Record<string, string>> = {
  inet: '192.168.0.1/24 or ::1', cidr: '10.0.0.0/8', macaddr: '08:00:2b:01:02:03',
  int4range: '[1,5) or empty', int8range: '[1,5)', numrange: '[1.5,)', daterange: '[2026-01-01,2026-02-01)', tsrange: '["2026-01-01 00:00",)',
  tstzrange: '["2026-01-01 00:00+00",)', timetz: '12:34:56+02', point: '(1.5,-2)', tsvector: "'fat':2 'rat':3", bit: '101', hstore: '"a"=>"1", "b"=>NULL',
};

export const interval_units = ['years', 'mons', 'days', 'hours', 'mins', 'secs'] as const;
export type IntervalUnit = (typeof interval_units)[number];

/** The units of an interval as PostgreSQL writes it; null where it is written in another way, or is infinite. */
export function readInterval(text: string): Readonly<Partial<Record<IntervalUnit, string>>> | null {
  const found = /^(?:([+-]?\d+) years?)? ?(?:([+-]?\d+) mons?)? ?(?:([+-]?\d+) days?)? ?(?:([+-]?)(\d+):(\d\d):(\d\d(?:\.\d+)?))?$/.exec(text.trim());
  if (!found) return null;
  const [, years, mons, days, sign = '', hours, mins, secs] = found;
  const signed = (part: string | undefined): string | undefined => {
    const plain = part?.replace(/^0+(?=\d)/, '');
    return plain === undefined || /^0(\.0+)?$/.test(plain) ? undefined : `${sign === '-' ? '-' : ''}${plain}`;
  };
  const units = { years, mons, days, hours: signed(hours), mins: signed(mins), secs: signed(secs) };
  return Object.fromEntries(Object.entries(units).filter(([, value]) => value !== undefined));
}

/** Nothing where no unit has a number. */
export function writeInterval(units: Readonly<Partial<Record<IntervalUnit, string>>>): string {
  return interval_units.flatMap((unit) => (units[unit] === undefined || units[unit] === '' ? [] : [`${units[unit]} ${unit}`])).join(' ');
}

/** Version 4; it needs no secure context, which a studio behind plain HTTP is not. */
export function randomUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = hexOf(bytes).slice(2);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** As bytea is written. */
export function hexOf(bytes: Uint8Array): string {
  return `\\x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** The moment, with the offset of the browser's zone. */
export function localNow(now: Date = new Date(), offset_minutes: number = -now.getTimezoneOffset()): string {
  const two = (number: number): string => String(Math.trunc(number)).padStart(2, '0');
  const shifted = new Date(now.getTime() + offset_minutes * 60_000).toISOString();
  const ahead = Math.abs(offset_minutes);
  return `${shifted.slice(0, 10)} ${shifted.slice(11, 23)}${offset_minutes < 0 ? '-' : '+'}${two(ahead / 60)}:${two(ahead % 60)}`;
}
