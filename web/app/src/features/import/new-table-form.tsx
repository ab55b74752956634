// The form of the table that is made for a file: its name, a column for each field, the statement.

import { useId } from 'react';
import type { ReactNode } from 'react';
import { SelectField, TextField } from '../../ui/field.tsx';
import type { FileHead } from './file-head.ts';
import { known_types } from './guess-types.ts';
import { FieldTable } from './mapping.tsx';
import type { NewTable } from './new-table.ts';

interface NewTableFormProps {
  head: FileHead;
  table: NewTable;
  /** In which the role may create. */
  schemas: readonly string[];
  /** The statement; what is wrong instead of it. */
  statement: string;
  problem: string | null;
  onChange: (table: NewTable) => void;
}

const cell = 'h-7 rounded-sm border border-line bg-surface-0 px-2 text-small';

export function NewTableForm({ head, table, schemas, statement, problem, onChange }: NewTableFormProps): ReactNode {
  const types = useId();
  const setColumn = (place: number, change: Partial<NewTable['columns'][number]>): void =>
    onChange({ ...table, columns: table.columns.map((each, i) => (i === place ? { ...each, ...change } : each)) });
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-3">
        <SelectField label="Schema" value={table.schema} onChange={(event) => onChange({ ...table, schema: event.target.value })}>
          {schemas.map((each) => <option key={each}>{each}</option>)}
        </SelectField>
        <TextField label="Table" value={table.name} spellCheck={false} autoComplete="off" onChange={(event) => onChange({ ...table, name: event.target.value })} />
        <SelectField label="Primary key" value={table.primary_key ?? ''}
          onChange={(event) => onChange({ ...table, primary_key: event.target.value === '' ? null : Number(event.target.value) })}>
          <option value="">None</option>
          {table.columns.map(({ name }, i) => name !== '' && <option key={i} value={i}>{name}</option>)}
        </SelectField>
      </div>
      <FieldTable head={head} label="The columns of the table" titles={['Column', 'Type']} renderCells={(i, name) => (
        <>
          <td className="px-2 py-1">
            <input aria-label={`Column of ${name}`} className={`${cell} w-36`} value={table.columns[i]?.name ?? ''} spellCheck={false} autoComplete="off"
              placeholder="Leave out" onChange={(event) => setColumn(i, { name: event.target.value })} />
          </td>
          <td className="px-2 py-1">
            <input aria-label={`Type of ${name}`} className={`${cell} w-32`} value={table.columns[i]?.type ?? ''} spellCheck={false} autoComplete="off" list={types}
              onChange={(event) => setColumn(i, { type: event.target.value })} />
          </td>
        </>
      )} />
      <datalist id={types}>{known_types.map((type) => <option key={type} value={type} />)}</datalist>
      {problem === null
        ? <pre tabIndex={0} role="group" aria-label="Statement" className="max-h-40 overflow-auto rounded-sm border border-line bg-surface-1 p-2 font-mono text-small">{statement};</pre>
        : <p role="alert" className="text-small text-danger">{problem}</p>}
      <p className="text-small text-muted">Types are guessed by the first {head.rows.length} rows.</p>
    </>
  );
}
