// The statements that make a table. Pure: types, defaults and expressions are SQL and stand as they were typed.

import { columnClause, commentOnColumn, empty_column, lacksExpression } from '../change/column.ts';
import type { ColumnForm } from '../change/column.ts';
import { constraintClause } from '../change/constraint.ts';
import type { ConstraintForm } from '../change/constraint.ts';
import type { Place, Quoting } from '../change/quoting.ts';

export interface NewColumn extends ColumnForm {
  /** One of the primary key, in the order of the columns. */
  is_key: boolean;
}

export interface TableForm extends Place {
  comment: string;
  persistence: 'permanent' | 'unlogged';
  columns: readonly NewColumn[];
  constraints: readonly ConstraintForm[];
  partition_by: '' | 'RANGE' | 'LIST' | 'HASH';
  /** Columns or expressions, as they stand between the brackets. */
  partition_key: string;
}

export const empty_new_column: NewColumn = { ...empty_column, is_key: false };

/** A table begins with a key that PostgreSQL counts. */
export function emptyTable(schema: string): TableForm {
  const id: NewColumn = { ...empty_new_column, name: 'id', type: 'bigint', is_nullable: false, value: 'identity_always', is_key: true };
  return { schema, name: '', comment: '', persistence: 'permanent', columns: [id], constraints: [], partition_by: '', partition_key: '' };
}

/** Nothing while the form lacks something. A line of columns that has neither a name nor a default is not there yet. */
export function createTable(quote: Quoting, form: TableForm): string[] {
  const columns = form.columns.filter(({ name }) => name !== '');
  if (form.name === '' || form.schema === '' || columns.some((each) => each.type.trim() === '' || lacksExpression(each))) return [];
  const constraints = form.constraints.map((each) => constraintClause(quote, each));
  if (constraints.includes(null) || (form.partition_by !== '' && form.partition_key.trim() === '')) return [];
  const keys = columns.filter(({ is_key }) => is_key);
  const lines = [
    ...columns.map((each) => columnClause(quote, each)),
    ...(keys.length === 0 ? [] : [`PRIMARY KEY (${keys.map(({ name }) => quote.name(name)).join(', ')})`]),
    ...constraints,
  ];
  const body = lines.length === 0 ? '()' : `(\n${lines.map((line) => `  ${line ?? ''}`).join(',\n')}\n)`;
  const partition = form.partition_by === '' ? '' : ` PARTITION BY ${form.partition_by} (${form.partition_key})`;
  return [
    `CREATE ${form.persistence === 'unlogged' ? 'UNLOGGED ' : ''}TABLE ${quote.full(form)} ${body}${partition}`,
    ...(form.comment === '' ? [] : [`COMMENT ON TABLE ${quote.full(form)} IS ${quote.text(form.comment)}`]),
    ...columns.flatMap(({ name, comment }) => commentOnColumn(quote, form, name, '', comment)),
  ];
}
