// A condition on a column, or one in SQL: what a pill is made of. A condition in SQL is looked at by PostgreSQL's own parser
// before it is applied, and what is wrong is said at its place.

import type { ColumnTest, RowFilter } from '@studio-pg/client';
import { listText, valuesOf } from '@studio-pg/react';
import type { GridColumn } from '@studio-pg/react';
import { useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { BarSelect } from '../../ui/field.tsx';
import { columnTest, test_words, testsOf, typedOf, valueCount } from './filter-tests.ts';
import type { TestName } from './filter-tests.ts';
import type { SqlProblem } from './check-condition.ts';

const box = 'h-7 rounded-sm border border-line bg-surface-0 px-2 placeholder:text-faint aria-invalid:border-danger';

interface FilterFormProps {
  columns: readonly GridColumn[];
  /** What it begins with: a test that is changed, or the name of a column; null: a condition in SQL. */
  begin: ColumnTest | { column: string } | { sql: string };
  /** Says what is wrong with a condition in SQL; null: nothing. */
  check: (condition: string) => Promise<SqlProblem | null>;
  onFilter: (filter: RowFilter) => void;
  onCancel: () => void;
}

export function FilterForm(props: FilterFormProps): ReactNode {
  const { begin, onCancel } = props;
  const [is_sql, setIsSql] = useState('sql' in begin);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onCancel();
  };
  return (
    <div role="group" aria-label="Filter" className="flex flex-wrap items-center gap-1 border-b border-line bg-surface-2 px-2 py-1" onKeyDown={onKeyDown}>
      {is_sql
        ? <SqlForm {...props} sql={'sql' in begin ? begin.sql : ''} />
        : <TestForm {...props} begin={'sql' in begin ? { column: props.columns[0]?.name ?? '' } : begin} />}
      <Button look="quiet" onClick={() => setIsSql(!is_sql)}>{is_sql ? 'By column' : 'In SQL'}</Button>
      <Button look="quiet" onClick={onCancel}>Cancel</Button>
    </div>
  );
}

function TestForm({ columns, begin, onFilter }: FilterFormProps & { begin: ColumnTest | { column: string } }): ReactNode {
  const [column, setColumn] = useState(begin.column);
  const [wanted, setWanted] = useState<TestName | null>('is' in begin ? begin.is : null);
  const [first, second] = 'is' in begin ? typedOf(begin) : ['', ''];
  const [typed, setTyped] = useState(first);
  const [upper, setUpper] = useState(second);
  const known = columns.find((each) => each.name === column);
  const type = known?.type ?? 'text';
  const tests = testsOf(type);
  const test = wanted !== null && tests.includes(wanted) ? wanted : tests[0] ?? 'equal';
  const count = valueCount(test);
  const has_choice = count === 'one' && (type === 'bool' || known?.labels !== undefined);
  const choices = type === 'bool' ? ['true', 'false'] : known?.labels ?? [];
  const value = has_choice && !choices.includes(typed) ? choices[0] ?? '' : typed;
  const made = columnTest(column, test, value, upper);
  return (
    <form className="contents" onSubmit={(event) => {
      event.preventDefault();
      if (made) onFilter(made);
    }}>
      <BarSelect label="Column" value={column} autoFocus={!('is' in begin) && begin.column === ''} onChange={(event) => setColumn(event.target.value)}>
        {columns.map((each) => <option key={each.name} value={each.name}>{each.name}</option>)}
      </BarSelect>
      <BarSelect label="Test" value={test} onChange={(event) => setWanted(tests.find((each) => each === event.target.value) ?? null)}>
        {tests.map((each) => <option key={each} value={each}>{test_words[each]}</option>)}
      </BarSelect>
      {has_choice && (
        <BarSelect label="Value" autoFocus value={value} onChange={(event) => setTyped(event.target.value)}>
          {choices.map((each) => <option key={each} value={each}>{each}</option>)}
        </BarSelect>
      )}
      {count !== 'none' && !has_choice && (
        <input autoFocus aria-label={count === 'two' ? 'Least value' : count === 'list' ? 'Values' : 'Value'} value={typed} maxLength={4000}
          onChange={(event) => setTyped(event.target.value)} placeholder={count === 'list' ? `${type}, ${type} …` : type} className={`${box} w-44`}
          onPaste={(event) => {
            // A column that was copied has its values on lines, which a field of one line would run together.
            const text = event.clipboardData.getData('text/plain');
            if (count !== 'list' || !/[\n\t]/.test(text)) return;
            event.preventDefault();
            setTyped(listText([...valuesOf(typed), ...valuesOf(text.replace(/[\r\t]+/g, '\n'))]));
          }} />
      )}
      {count === 'two' && (
        <>
          <span className="text-muted">and</span>
          <input aria-label="Greatest value" value={upper} maxLength={4000} onChange={(event) => setUpper(event.target.value)} placeholder={type} className={`${box} w-44`} />
        </>
      )}
      <Button type="submit" look="primary" disabled={made === null}>Apply</Button>
    </form>
  );
}

function SqlForm({ sql, check, onFilter }: FilterFormProps & { sql: string }): ReactNode {
  const [typed, setTyped] = useState(sql);
  const [problem, setProblem] = useState<SqlProblem | null>(null);
  const [is_checking, setIsChecking] = useState(false);
  const apply = async (): Promise<void> => {
    setIsChecking(true);
    const found = await check(typed);
    setIsChecking(false);
    setProblem(found);
    if (found === null) onFilter({ sql: typed });
  };
  return (
    <form className="contents" onSubmit={(event) => {
      event.preventDefault();
      if (typed.trim() !== '') void apply();
    }}>
      <span className="font-mono text-small text-muted">WHERE</span>
      <input autoFocus aria-label="Condition in SQL" aria-invalid={problem !== null} aria-describedby={problem === null ? undefined : 'condition-problem'}
        value={typed} maxLength={4000} spellCheck={false} autoComplete="off" placeholder="length(title) > 10 and rating is not null"
        onChange={(event) => {
          setTyped(event.target.value);
          setProblem(null);
        }} className={`${box} min-w-40 flex-1 font-mono`} />
      <Button type="submit" look="primary" disabled={typed.trim() === '' || is_checking}>Apply</Button>
      {problem !== null && (
        <p id="condition-problem" role="alert" className="order-last w-full text-small text-danger">
          {problem.message}{problem.at !== null && <> · at <code className="rounded-xs bg-danger-soft px-1">{problem.at === '' ? 'the end' : problem.at}</code> (character {problem.character})</>}
          {problem.hint !== null && <span className="text-muted"> · {problem.hint}</span>}
        </p>
      )}
    </form>
  );
}
