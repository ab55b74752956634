// Times of the server (RFC 3339) for people, in the browser's zone.

const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000], ['month', 2_592_000], ['day', 86_400], ['hour', 3600], ['minute', 60],
];
// Made when the first one is written: a format takes the browser 10 ms and more, which the first page does not have.
const relative = once(() => new Intl.RelativeTimeFormat('en', { numeric: 'auto' }));
const day = once(() => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' }));
const moment = once(() => new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' }));

/** `5 minutes ago`, `yesterday`, `in 7 days`; `just now` within a minute. */
export function relativeText(time: string, now = Date.now()): string {
  const seconds = (Date.parse(time) - now) / 1000;
  const unit = units.find(([, size]) => Math.abs(seconds) >= size);
  return unit ? relative().format(Math.round(seconds / unit[1]), unit[0]) : 'just now';
}

/** `31 Jan 2026`. */
export function dayText(time: string): string {
  return day().format(new Date(time));
}

/** With seconds and zone, for what stands behind a short text. */
export function momentText(time: string): string {
  return moment().format(new Date(time));
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** When something was, in the zone of the browser: `14:03:22` today, `Nov 21 14:03` this year, else `2025-11-21 14:03`. */
export function timeText(time: string, now = new Date()): string {
  const date = new Date(time);
  const two = (number: number): string => String(number).padStart(2, '0');
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}`;
  if (date.getFullYear() !== now.getFullYear()) {
    return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${clock}`;
  }
  if (date.getMonth() === now.getMonth() && date.getDate() === now.getDate()) return `${clock}:${two(date.getSeconds())}`;
  return `${months[date.getMonth()] ?? ''} ${date.getDate()} ${clock}`;
}

function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => made ??= make();
}
