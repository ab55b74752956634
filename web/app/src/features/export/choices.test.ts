import { describe, expect, it } from 'vitest';
import { fileName, optionsOf, readChoices } from './choices.ts';

describe('choices of an export', () => {
  it('gives a name the extension of its format, once', () => {
    expect(fileName('films.csv', 'xlsx')).toBe('films.xlsx');
    expect(fileName(' my.films ', 'markdown')).toBe('my.films.md');
    expect(fileName('', 'sql')).toBe('result.sql');
  });

  it('asks for what the format has a use for', () => {
    const choices = { ...readChoices(), format: 'sql' as const, table: 'public.films', delimiter: ';' };
    expect(optionsOf(choices)).toEqual({ table: { schema: 'public', name: 'films' } });
    expect(optionsOf({ ...choices, table: '.odd' })).toEqual({ table: { name: '.odd' } });
    expect(optionsOf({ ...choices, format: 'csv' })).toMatchObject({ delimiter: ';', formula_safe: true });
    expect(optionsOf({ ...choices, format: 'tsv' })).not.toHaveProperty('delimiter');
    expect(optionsOf({ ...choices, format: 'json' })).toEqual({});
  });
});
