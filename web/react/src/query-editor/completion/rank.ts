// How well a name answers what is typed, and which of many come first.

import type { Candidate } from './candidate.ts';

/** Options shown at most; typing narrows them. */
const shown = 200;

/**
 * 0: no match. In order: the same, its beginning, the beginnings of its words (`fa` of film_actor, filmActor), a part of
 * it, its letters in order. `typed` is in lower case.
 */
export function matchQuality(typed: string, name: string, lower = name.toLowerCase()): number {
  if (typed === '') return 1;
  if (lower === typed) return 1000;
  if (lower.startsWith(typed)) return 800;
  if (typed.length > lower.length) return 0;
  const inside = lower.indexOf(typed);
  if (inside > 0 && isWordStart(name, inside)) return 600;
  if (typed.length >= 2 && matchesWordStarts(typed, name, lower)) return 760;
  if (inside > 0 && typed.length >= 2) return 300;
  return typed.length >= 3 && hasLettersInOrder(typed, lower) ? 100 : 0;
}

const underscore = 95;

function isWordStart(name: string, at: number): boolean {
  if (name.charCodeAt(at - 1) === underscore) return true;
  const before = name.charAt(at - 1);
  const here = name.charAt(at);
  return !/[\p{L}\p{N}]/u.test(before) || (before !== before.toUpperCase() && here !== here.toLowerCase());
}

/** Whether the letters are those of the words' beginnings, some letters of each word in turn. */
function matchesWordStarts(typed: string, name: string, lower: string): boolean {
  let matched = 0;
  let at = 0;
  while (at < lower.length && matched < typed.length) {
    if (lower[at] === typed[matched] && (at === 0 || isWordStart(name, at) || (matched > 0 && lower[at - 1] === typed[matched - 1]))) matched += 1;
    else if (at === 0) return false;
    at += 1;
  }
  return matched === typed.length;
}

function hasLettersInOrder(typed: string, lower: string): boolean {
  if (lower[0] !== typed[0]) return false;
  let at = 0;
  for (const letter of typed) {
    at = lower.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** The best, best first. `weight` of each says how fitting it is here; the match comes before it. */
export function ranked(typed: string, candidates: Iterable<Candidate>, usage: (kind: string, name: string) => number): Candidate[] {
  const lower = typed.toLowerCase();
  const found: { candidate: Candidate; score: number }[] = [];
  for (const candidate of candidates) {
    const quality = matchQuality(lower, candidate.match ?? candidate.label);
    if (quality === 0) continue;
    found.push({ candidate, score: quality + candidate.weight + 40 * usage(candidate.kind, candidate.insert) });
  }
  found.sort((one, other) => other.score - one.score || compare(one.candidate, other.candidate));
  const seen = new Set<string>();
  const best: Candidate[] = [];
  for (const { candidate } of found) {
    const key = `${candidate.insert}\n${candidate.kind === 'function' ? 'function' : ''}`;
    if (seen.has(key)) continue;
    seen.add(key);
    best.push(candidate);
    if (best.length === shown) break;
  }
  return best;
}

function compare(one: Candidate, other: Candidate): number {
  if (one.order !== undefined && other.order !== undefined && one.order !== other.order) return one.order - other.order;
  return one.label.length - other.label.length || (one.label < other.label ? -1 : 1);
}
