// Puts places (0 to n - 1) in the order of their keys: by the bits of the ranks where there are many, by comparison where
// ranks are equal. Stable, in slices. It knows no row and no type.

import type { Pacer } from './pacer.ts';

/** What is compared of one column. */
export interface PlaceKey<Value> {
  /** NaN is a NULL; where it goes its bits say already (see `nullBits`). */
  ranks: Float64Array;
  /** Empty where `exact` is null. */
  values: readonly Value[];
  /** Decides between values of the same rank. */
  exact: ((a: Value, b: Value) => number) | null;
  /** 1 ascending, -1 descending. */
  sign: 1 | -1;
  /** Where NULL goes: 1 is last. */
  nulls: 1 | -1;
}

type Compare = (a: number, b: number) => number;
const steps = 4096;
/** Below this the counters of the digits cost more than comparing. */
const least_by_bits = 20_000;
const digit_count = 65_536;

/** The upper half of the bits of NULL: a NaN above all numbers where it goes with the greatest, else below all. */
export function nullBits(sign: 1 | -1, nulls: 1 | -1): number {
  return sign === nulls ? 0x7ff80000 : 0xfff80000;
}

/** 0 to `count` - 1. */
export function allPlaces(count: number): Uint32Array {
  const places = new Uint32Array(count);
  for (let at = 0; at < count; at += 1) places[at] = at;
  return places;
}

/** The places in order. */
export async function sortPlaces<Value>(count: number, keys: readonly PlaceKey<Value>[], pacer: Pacer): Promise<Uint32Array> {
  const places = allPlaces(count);
  const scratch = new Uint32Array(count);
  let passed = 0;
  const tell = (done: number): number => {
    passed = Math.max(passed, done);
    return passed / count;
  };
  await order(places, scratch, keys, pacer, tell, 0);
  return places;
}

/** Orders some places by the first key, then those of equal rank among each other. As deep as there are keys. */
async function order<Value>(
  places: Uint32Array, scratch: Uint32Array, keys: readonly PlaceKey<Value>[], pacer: Pacer, tell: (done: number) => number, done: number,
): Promise<void> {
  const [key, ...more] = keys;
  if (!key) return;
  if (places.length < least_by_bits) return await mergeSort(places, scratch, comparison(keys), pacer, () => tell(done));
  await sortByBits(places, scratch, key, pacer, () => tell(done));
  if (key.exact === null && more.length === 0) return;
  const { ranks } = key;
  const compare = comparison(keys);
  let start = 0;
  for (let at = 1; at <= places.length; at += 1) {
    const rank = ranks[places[start] ?? 0] ?? NaN;
    const next = at < places.length ? ranks[places[at] ?? 0] ?? NaN : undefined;
    if (next === rank || (next !== undefined && Number.isNaN(next) && Number.isNaN(rank))) continue;
    const run = places.subarray(start, at);
    if (run.length >= least_by_bits && (key.exact === null || Number.isNaN(rank))) {
      await order(run, scratch.subarray(start, at), more, pacer, tell, done + start);
    } else if (run.length > 32) await mergeSort(run, scratch.subarray(start, at), compare, pacer, () => tell(done + start));
    else if (run.length > 1) insertionSort(run, compare);
    start = at;
    if (at % steps === 0 && pacer.is_due) await pacer.rest(tell(done + at));
  }
}

/** By sixteen bits at a time, the lowest first; digits that are the same everywhere cost one look. */
async function sortByBits<Value>(
  places: Uint32Array, scratch: Uint32Array, { ranks, sign }: PlaceKey<Value>, pacer: Pacer, tell: () => number,
): Promise<void> {
  const bits = new Uint32Array(ranks.buffer);
  const counts = new Uint32Array(digit_count);
  for (let digit = 0; digit < 4; digit += 1) {
    const half = digit >> 1;
    const shift = (digit & 1) * 16;
    // The bits of doubles are in order after the sign is turned, and for negative ones all others too.
    const positive = (digit === 3 ? 0x8000 : 0) ^ (sign === 1 ? 0 : 0xffff);
    const negative = 0xffff ^ (sign === 1 ? 0 : 0xffff);
    const digitOf = (place: number): number => {
      const raw = ((bits[2 * place + half] ?? 0) >>> shift) & 0xffff;
      return raw ^ ((bits[2 * place + 1] ?? 0) >>> 31 === 1 ? negative : positive);
    };
    counts.fill(0);
    for (const place of places) {
      const at = digitOf(place);
      counts[at] = (counts[at] ?? 0) + 1;
    }
    if (counts[digitOf(places[0] ?? 0)] === places.length) continue;
    for (let at = 0, sum = 0; at < digit_count; at += 1) {
      const count = counts[at] ?? 0;
      counts[at] = sum;
      sum += count;
    }
    if (pacer.is_due) await pacer.rest(tell());
    for (const place of places) {
      const at = digitOf(place);
      const target = counts[at] ?? 0;
      scratch[target] = place;
      counts[at] = target + 1;
    }
    places.set(scratch);
    if (pacer.is_due) await pacer.rest(tell());
  }
}

function comparison<Value>(keys: readonly PlaceKey<Value>[]): Compare {
  const one = keys.length === 1 ? keys[0] : undefined;
  if (one) return (a, b) => compareBy(one, a, b);
  return (a, b) => {
    for (const key of keys) {
      const way = compareBy(key, a, b);
      if (way !== 0) return way;
    }
    return 0;
  };
}

function compareBy<Value>({ ranks, values, exact, sign, nulls }: PlaceKey<Value>, a: number, b: number): number {
  const x = ranks[a] ?? NaN;
  const y = ranks[b] ?? NaN;
  if (x < y) return -sign;
  if (x > y) return sign;
  if (x === y) return exact === null ? 0 : sign * exact(values[a] as Value, values[b] as Value);
  if (Number.isNaN(x)) return Number.isNaN(y) ? 0 : nulls;
  return -nulls;
}

function insertionSort(places: Uint32Array, compare: Compare): void {
  for (let at = 1; at < places.length; at += 1) {
    const place = places[at] ?? 0;
    let to = at;
    for (; to > 0 && compare(places[to - 1] ?? 0, place) > 0; to -= 1) places[to] = places[to - 1] ?? 0;
    places[to] = place;
  }
}

/** From the bottom up; equal places stay as they were. */
async function mergeSort(
  places: Uint32Array, scratch: Uint32Array, compare: Compare, pacer: Pacer, tell: () => number,
): Promise<void> {
  const count = places.length;
  let [from, to] = [places, scratch];
  for (let width = 1; width < count; width *= 2) {
    for (let start = 0, merged = 0; start < count; start += 2 * width) {
      const state = { left: start, right: Math.min(start + width, count), at: start };
      const end = Math.min(start + 2 * width, count);
      while (state.at < end) merged += merge(from, to, state, Math.min(start + width, count), end, compare);
      if (merged < steps) continue;
      merged = 0;
      if (pacer.is_due) await pacer.rest(tell());
    }
    [from, to] = [to, from];
  }
  if (from !== places) places.set(from);
}

/** Merges two runs that lie side by side, some thousand places at a time; gives how many. */
function merge(
  from: Uint32Array, to: Uint32Array, state: { left: number; right: number; at: number }, middle: number, end: number, compare: Compare,
): number {
  let { left, right, at } = state;
  const stop = Math.min(end, at + 4 * steps);
  for (; at < stop; at += 1) {
    if (left < middle && (right >= end || compare(from[left] ?? 0, from[right] ?? 0) <= 0)) {
      to[at] = from[left] ?? 0;
      left += 1;
    } else {
      to[at] = from[right] ?? 0;
      right += 1;
    }
  }
  const merged = at - state.at;
  Object.assign(state, { left, right, at });
  return merged;
}
