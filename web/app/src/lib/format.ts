// Numbers, durations and names for people.

/** 1204331 → 1,204,331. */
export function countText(count: number): string {
  return count.toLocaleString('en-US');
}

/** A count where little room is: 1.2M, 48k, 917. Unknown (−1) is an en dash. */
export function shortCount(count: number): string {
  if (count < 0) return '–';
  if (count < 1000) return String(count);
  if (count < 999_500) return `${(count / 1000).toFixed(count < 9950 ? 1 : 0)}k`;
  if (count < 999_500_000) return `${(count / 1e6).toFixed(count < 9_950_000 ? 1 : 0)}M`;
  return `${(count / 1e9).toFixed(1)}G`;
}

/** 0.42 ms, 42 ms, 4.2 s, 2 min 5 s. */
export function durationText(milliseconds: number): string {
  if (milliseconds < 10) return `${milliseconds.toFixed(milliseconds < 1 ? 2 : 1)} ms`;
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 1)} s`;
  return `${Math.floor(milliseconds / 60_000)} min ${Math.floor((milliseconds % 60_000) / 1000)} s`;
}

/** Seconds with one decimal, of steady width: for what counts up. */
export function elapsedText(milliseconds: number): string {
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return durationText(milliseconds);
}

/** `1 row`, `2 rows`; `2 queries` where the plural is another word. */
export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${countText(count)} ${count === 1 ? noun : nouns}`;
}

/** A name as it is, or in quotes where it is empty or begins or ends with blanks that nobody would see. */
export function shownName(name: string): string {
  return /^\s|\s$|^$/.test(name) ? `"${name}"` : name;
}
