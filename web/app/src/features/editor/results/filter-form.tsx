// A condition on a column: the column, the operator that its type has, the value.

import { isValueOf, needsValue, operatorsOf } from '@studio-pg/react';
import type { FilterOperator, GridColumn, RowFilter } from '@studio-pg/react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '../../../ui/button.tsx';
import { BarSelect } from '../../../ui/field.tsx';

export const operator_words: Readonly<Record<FilterOperator, string>> = {
  eq: '=', ne: '≠', lt: '<', le: '≤', gt: '>', ge: '≥', contains: 'contains', not_contains: 'does not contain', starts: 'starts with',
  ends: 'ends with', is_null: 'is NULL', is_not_null: 'is not NULL', is_true: 'is true', is_false: 'is false',
};

interface FilterFormProps {
  columns: readonly GridColumn[];
  column: number;
  onFilter: (filter: RowFilter) => void;
  onCancel: () => void;
}

export function FilterForm({ columns, column, onFilter, onCancel }: FilterFormProps): ReactNode {
  const [chosen, setChosen] = useState(column);
  const type = columns[chosen]?.type ?? 'text';
  const operators = operatorsOf(type);
  const [wanted, setWanted] = useState<FilterOperator | null>(null);
  const operator = wanted !== null && operators.includes(wanted) ? wanted : operators[0] ?? 'eq';
  const [value, setValue] = useState('');
  const is_text = operator === 'contains' || operator === 'not_contains' || operator === 'starts' || operator === 'ends';
  const is_valid = !needsValue(operator) || is_text || isValueOf(type, value);
  return (
    <form aria-label="New filter" className="flex items-center gap-1" onSubmit={(event) => {
      event.preventDefault();
      if (is_valid) onFilter({ column: chosen, operator, value: needsValue(operator) ? value : '' });
    }}>
      <BarSelect label="Column of the filter" value={String(chosen)} onChange={(event) => setChosen(Number(event.target.value))}>
        {columns.map((each, index) => <option key={index} value={index}>{each.name}</option>)}
      </BarSelect>
      <BarSelect label="Operator of the filter" value={operator} onChange={(event) => setWanted(operators.find((each) => each === event.target.value) ?? null)}>
        {operators.map((each) => <option key={each} value={each}>{operator_words[each]}</option>)}
      </BarSelect>
      {needsValue(operator) && (
        <input autoFocus aria-label="Value of the filter" value={value} maxLength={1000} onChange={(event) => setValue(event.target.value)}
          aria-invalid={!is_valid && value !== ''} placeholder={type}
          className="h-7 w-32 rounded-sm border border-line bg-surface-0 px-2 placeholder:text-faint aria-invalid:border-danger" />
      )}
      <Button type="submit" disabled={!is_valid}>Apply</Button>
      <Button look="quiet" onClick={onCancel}>Cancel</Button>
    </form>
  );
}
