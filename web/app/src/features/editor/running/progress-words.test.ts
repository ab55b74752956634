import { describe, expect, it } from 'vitest';
import { progressShare, progressWords } from './progress-words.ts';

describe('progress', () => {
  it('has a share where the whole is known, and never more than the whole', () => {
    expect(progressShare({ command: 'VACUUM', phase: 'scanning heap', done: 25, total: 100, unit: 'blocks' })).toBe(0.25);
    expect(progressShare({ command: 'VACUUM', phase: 'scanning heap', done: 120, total: 100, unit: 'blocks' })).toBe(1);
    expect(progressShare({ command: 'COPY TO', phase: null, done: 5, total: null, unit: 'tuples' })).toBeNull();
  });

  it('is told with phase and count, as far as there are any', () => {
    expect(progressWords({ command: 'CREATE INDEX', phase: 'building index: scanning table', done: 1200, total: 4000, unit: 'blocks' }))
      .toBe('CREATE INDEX: building index: scanning table, 1,200 of 4,000 blocks');
    expect(progressWords({ command: 'COPY TO', phase: null, done: 5, total: null, unit: 'tuples' })).toBe('COPY TO: 5 tuples');
    expect(progressWords({ command: 'VACUUM', phase: 'vacuuming indexes', done: 0, total: null, unit: 'blocks' })).toBe('VACUUM: vacuuming indexes');
  });
});
