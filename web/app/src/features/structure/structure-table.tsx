// A table of facts about a relation, with what can be done to each line.

import { MoreHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';

export interface StructureColumn<Row> {
  head: string;
  cell: (row: Row) => ReactNode;
  /** SQL is set in the fixed font, numbers to the right. */
  look?: 'words' | 'text' | 'sql' | 'number';
}

export interface LineAction {
  label: string;
  run: () => void;
}

interface StructureTableProps<Row> {
  label: string;
  rows: readonly Row[];
  columns: readonly StructureColumn<Row>[];
  nameOf: (row: Row) => string;
  /** What the menu of a line offers; absent: it has none. */
  actionsOf?: ((row: Row) => readonly LineAction[]) | undefined;
}

const looks = { words: 'whitespace-nowrap', text: 'max-w-[28rem] min-w-32 break-words', sql: 'max-w-[36rem] min-w-40 font-mono text-small break-words', number: 'text-right whitespace-nowrap tabular-nums' } as const;

export function StructureTable<Row>({ label, rows, columns, nameOf, actionsOf }: StructureTableProps<Row>): ReactNode {
  if (rows.length === 0) return <p className="p-4 text-muted">None.</p>;
  return (
    <table aria-label={label} className="w-full border-collapse text-left">
      <thead className="sticky top-0 z-10 bg-surface-1">
        <tr>
          {columns.map(({ head, look }) => <th key={head} scope="col" className={`border-b border-line px-3 py-1.5 font-medium whitespace-nowrap text-muted ${look === 'number' ? 'text-right' : ''}`}>{head}</th>)}
          {actionsOf && <th scope="col" className="w-9 border-b border-line"><span className="sr-only">Change</span></th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const name = nameOf(row);
          const actions = actionsOf?.(row) ?? [];
          return (
            <tr key={name} className="border-b border-line hover:bg-surface-1">
              {columns.map(({ head, cell, look }, index) => (
                index === 0
                  ? <th key={head} scope="row" className="px-3 py-1 align-top font-medium"><bdi>{cell(row)}</bdi></th>
                  : <td key={head} className={`px-3 py-1 align-top ${looks[look ?? 'words']}`}>{cell(row)}</td>
              ))}
              {actionsOf && (
                <td className="px-1 align-top">
                  {actions.length > 0 && (
                    <Menu align="end" trigger={<IconButton label={`Change ${name}`}><MoreHorizontal size={16} strokeWidth={1.5} /></IconButton>}>
                      {actions.map((action) => <MenuItem key={action.label} onSelect={action.run}>{action.label}</MenuItem>)}
                    </Menu>
                  )}
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
