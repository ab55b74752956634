// Which field of the file goes to which column, with the file's first rows beside it.

import type { ReactNode } from 'react';
import { BarSelect } from '../../ui/field.tsx';
import type { FileHead } from './file-head.ts';

const shown_rows = 4;

interface FieldTableProps {
  head: FileHead;
  label: string;
  /** What stands above and in the cells between the field's name and its values. */
  titles: readonly string[];
  renderCells: (place: number, name: string) => ReactNode;
}

/** The fields, one below the other, each with its values in the first rows. */
export function FieldTable({ head, label, titles, renderCells }: FieldTableProps): ReactNode {
  const rows = head.rows.slice(0, shown_rows);
  return (
    <div tabIndex={0} role="group" aria-label={label} className="max-h-72 min-h-32 overflow-auto rounded-sm border border-line">
      <table className="w-full border-collapse text-small">
        <thead className="sticky top-0 bg-surface-1 text-left text-muted">
          <tr>
            {['Field', ...titles, ...rows.map((_, i) => `Row ${i + 1}`)].map((title) => <th key={title} scope="col" className="px-2 py-1 font-medium whitespace-nowrap">{title}</th>)}
          </tr>
        </thead>
        <tbody>
          {head.names.map((name, i) => (
            <tr key={i} className="border-t border-line">
              <th scope="row" className="max-w-40 truncate px-2 py-1 text-left font-medium">{name}</th>
              {renderCells(i, name)}
              {rows.map((row, place) => (
                <td key={place} className="max-w-44 truncate px-2 py-1 font-mono">{row[i] ?? <span className="text-faint">NULL</span>}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface MappingProps {
  head: FileHead;
  columns: readonly { column: string; type: string }[];
  mapping: readonly (string | null)[];
  onChange: (mapping: (string | null)[]) => void;
}

export function Mapping({ head, columns, mapping, onChange }: MappingProps): ReactNode {
  const choose = (place: number, column: string): void => onChange(
    mapping.map((each, i) => (i === place ? column || null : each === column ? null : each)));
  return (
    <FieldTable head={head} label="Where the fields go" titles={['Column']} renderCells={(i, name) => (
      <td className="px-2 py-1"><span className="inline-grid">
        <BarSelect label={`Column of ${name}`} value={mapping[i] ?? ''} onChange={(event) => choose(i, event.target.value)}>
          <option value="">Leave out</option>
          {columns.map((each) => <option key={each.column} value={each.column}>{each.column} ({each.type})</option>)}
        </BarSelect>
      </span></td>
    )} />
  );
}
