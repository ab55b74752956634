// Editing of a table's rows, beside its grid: the bar with what is staged, and what the grid needs to be edited. Loaded when a
// table is first shown.

import type { Column } from '@studio-pg/client';
import type { DataGridHandle, GridColumn, RowSource } from '@studio-pg/react';
import { useEffect } from 'react';
import type { ReactNode, RefObject } from 'react';
import { EditBar } from '../../grid/edit/edit-bar.tsx';
import { editsOf, tableTab } from '../../grid/edit/edit-store.ts';
import type { GridEdit } from '../../grid/edit/grid-edit.ts';
import { RowEdit } from '../../grid/edit/row-edit.tsx';
import { useConnection } from '../../lib/connection-context.tsx';
import { WithoutKey } from './without-key.tsx';

interface TableEditProps {
  schema: string;
  name: string;
  oid: number;
  columns: readonly GridColumn[];
  wire_columns: readonly Column[];
  /** The rows as they were read. */
  base: RowSource;
  grid: RefObject<DataGridHandle | null>;
  onEdit: (edit: GridEdit | null) => void;
}

export function TableEdit({ schema, name, oid, ...row_edit }: TableEditProps): ReactNode {
  const connection = useConnection();
  const tab = tableTab(schema, name);
  const edits = editsOf(connection.id, tab);
  // Rows that a save has added stand among the others when the table is opened again.
  useEffect(() => () => edits.change({ added: [] }), [edits]);
  return (
    <>
      <WithoutKey relation={oid} name={name} />
      <EditBar tab={tab} session={undefined} />
      <RowEdit tab={tab} table={oid} read_at={0} {...row_edit} />
    </>
  );
}
