// Times in words, and who may do what.

import { describe, expect, it } from 'vitest';
import { isAtLeast, mayGive } from './access.ts';
import { relativeText } from './time.ts';

describe('a time', () => {
  const now = Date.parse('2026-02-01T12:00:00Z');
  it.each([
    ['2026-02-01T11:59:30Z', 'just now'], ['2026-02-01T11:55:00Z', '5 minutes ago'], ['2026-02-01T09:00:00Z', '3 hours ago'],
    ['2026-01-31T11:00:00Z', 'yesterday'], ['2026-02-08T12:00:00Z', 'in 7 days'], ['2025-11-01T12:00:00Z', '3 months ago'],
  ])('%s is %s', (time, text) => expect(relativeText(time, now)).toBe(text));
});

describe('a role', () => {
  it('is at least what stands below it', () => {
    expect(isAtLeast('admin', 'admin')).toBe(true);
    expect(isAtLeast('editor', 'admin')).toBe(false);
    expect(isAtLeast('owner', 'viewer')).toBe(true);
  });
  it.each([['owner', 'owner', true], ['admin', 'owner', false], ['admin', 'admin', true], ['editor', 'viewer', false]] as const)(
    '%s gives %s: %s', (own, given, may) => expect(mayGive(own, given)).toBe(may));
});
