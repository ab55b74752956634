// Times of the server (RFC 3339) for people, in the browser's zone.

const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000], ['month', 2_592_000], ['day', 86_400], ['hour', 3600], ['minute', 60],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' });

/** `5 minutes ago`, `yesterday`, `in 7 days`; `just now` within a minute. */
export function relativeText(time: string, now = Date.now()): string {
  const seconds = (Date.parse(time) - now) / 1000;
  const unit = units.find(([, size]) => Math.abs(seconds) >= size);
  return unit ? relative.format(Math.round(seconds / unit[1]), unit[0]) : 'just now';
}

/** `31 Jan 2026`. */
export function dayText(time: string): string {
  return day.format(new Date(time));
}

/** With seconds and zone, for what stands behind a short text. */
export function momentText(time: string): string {
  return moment.format(new Date(time));
}
