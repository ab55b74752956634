// A condition on a column: the column, the operator that its type has, the value.

import { isFilterValue, listText, needsValue, operatorsOf, valuesOf } from '@studio-pg/react';
import type { FilterOperator, GridColumn, RowFilter } from '@studio-pg/react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '../../../ui/button.tsx';
import { BarSelect } from '../../../ui/field.tsx';

export const operator_words: Readonly<Record<FilterOperator, string>> = {
  eq: '=', ne: '≠', lt: '<', le: '≤', gt: '>', ge: '≥', between: 'between', in: 'in', not_in: 'not in', contains: 'contains', not_contains: 'does not contain', starts: 'starts with',
  ends: 'ends with', is_null: 'is NULL', is_not_null: 'is not NULL', is_true: 'is true', is_false: 'is false',
};

const box = 'h-7 w-32 rounded-sm border border-line bg-surface-0 px-2 placeholder:text-faint aria-invalid:border-danger';

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
  const [typed, setTyped] = useState('');
  const [upper, setUpper] = useState('');
  const is_range = operator === 'between';
  const is_list = operator === 'in' || operator === 'not_in';
  const value = is_range ? listText([typed, upper]) : typed;
  const is_valid = isFilterValue(type, operator, value);
  return (
    <form aria-label="New filter" className="flex flex-wrap items-center gap-1" onSubmit={(event) => {
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
        <input autoFocus aria-label={is_range ? 'Least value of the filter' : is_list ? 'Values of the filter' : 'Value of the filter'}
          value={typed} maxLength={is_list ? 100_000 : 1000} onChange={(event) => setTyped(event.target.value)}
          onPaste={(event) => {
            // A column that was copied has its values on lines, which a field of one line would run together.
            const text = event.clipboardData.getData('text/plain');
            if (!is_list || !/[\n\t]/.test(text)) return;
            event.preventDefault();
            setTyped(listText([...valuesOf(typed), ...valuesOf(text.replace(/[\r\t]+/g, '\n'))]));
          }}
          aria-invalid={!is_valid && typed !== '' && (!is_range || upper !== '')} placeholder={is_list ? `${type}, ${type} …` : type} className={box} />
      )}
      {is_range && (
        <>
          <span className="text-muted">and</span>
          <input aria-label="Greatest value of the filter" value={upper} maxLength={1000} onChange={(event) => setUpper(event.target.value)}
            aria-invalid={!is_valid && upper !== ''} placeholder={type} className={box} />
        </>
      )}
      <Button type="submit" disabled={!is_valid}>Apply</Button>
      <Button look="quiet" onClick={onCancel}>Cancel</Button>
    </form>
  );
}
