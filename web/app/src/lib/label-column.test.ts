import { describe, expect, it } from 'vitest';
import { labelColumn } from './label-column.ts';

const column = (name: string, type = 'text', primary_key_position: number | null = null) => ({ column: name, type, primary_key_position });

describe('the label of a row', () => {
  it('is what is called like a name, whatever stands before it', () => {
    expect(labelColumn([column('id', 'integer', 1), column('notes'), column('company_name', 'character varying(40)')], null)).toBe('company_name');
    expect(labelColumn([column('id', 'integer', 1), column('description'), column('Title')], null)).toBe('Title');
  });
  it('is else the first text beside the key, and else the first column', () => {
    expect(labelColumn([column('code_of_it', 'text', 1), column('remark')], null)).toBe('remark');
    expect(labelColumn([column('id', 'integer', 1), column('amount', 'numeric')], null)).toBe('id');
    expect(labelColumn([], null)).toBe('');
  });
  it('is what was chosen, as long as it is there', () => {
    const columns = [column('id', 'integer', 1), column('name'), column('email')];
    expect([labelColumn(columns, 'email'), labelColumn(columns, 'gone')]).toEqual(['email', 'name']);
  });
});
