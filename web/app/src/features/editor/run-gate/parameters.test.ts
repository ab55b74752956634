import type { AnalyzedStatement } from '@studio-pg/client';
import { describe, expect, it, vi } from 'vitest';
import { bodyParameters, isComplete, parametersOf, problemOf } from './parameters.ts';

vi.mock('../../../lib/tabs.ts', () => ({ onTabClosed: () => undefined }));

const statement = (...parameters: [string | null, string | null][]): AnalyzedStatement => ({
  begin: 0, end: 0, tag: 'SELECT', kind: 'read', is_destructive: false, lock: null, columns: null, diagnostics: [], fixes: [],
  parameters: parameters.map(([name, type]) => ({ name, type, type_oid: 0 })),
});

describe('parameters of a text', () => {
  it('are each told once, with the type that a statement knows', () => {
    const found = parametersOf([statement(['a', null], ['b', 'text']), statement(['a', 'integer'])]);
    expect(found.map(({ name, type }) => [name, type])).toEqual([['a', 'integer'], ['b', 'text']]);
  });

  it('go by name, or as a list in the order of their numbers', () => {
    expect(bodyParameters(parametersOf([statement(['a', 'text'], ['b', 'text'])]), { a: '1', b: null, c: 'other' })).toEqual({ a: '1', b: null });
    expect(bodyParameters(parametersOf([statement([null, 'text'], [null, 'text'])]), { $2: 'y', $1: 'x' })).toEqual(['x', 'y']);
  });

  it('are complete when each has a value that may be sent; NULL is one, an empty number is none', () => {
    const parameters = parametersOf([statement(['n', 'integer'])]);
    expect([{}, { n: '' }, { n: 'x' }, { n: null }, { n: '-4' }].map((values) => isComplete(parameters, values))).toEqual([false, false, false, true, true]);
  });

  it('are checked by kind before the server would', () => {
    expect(problemOf('number', '1.5e3')).toBeNull();
    expect(problemOf('number', 'NaN')).toBeNull();
    expect(problemOf('integer', '1.5')).toBe('Not a whole number');
    expect(problemOf('json', '{"a":')).toBe('Not JSON');
    expect(problemOf('date', '')).not.toBeNull();
    expect(problemOf('text', '')).toBeNull();
  });
});
