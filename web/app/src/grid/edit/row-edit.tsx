// Beside a grid whose rows may be edited: gives the grid what it needs for that, says of the active cell why it cannot be
// changed, holds the large editor and the commands. Loaded when such rows are first shown.

import type { Column } from '@studio-pg/client';
import type { DataGridHandle, GridColumn, RowSource } from '@studio-pg/react';
import { lazy, Suspense, useLayoutEffect, useMemo, useSyncExternalStore } from 'react';
import type { ReactNode, RefObject } from 'react';
import { useCommands } from '../../lib/command.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { StatusText } from '../../lib/status-slot.tsx';
import { useStudioColumns } from '../studio-columns.ts';
import { editsOf } from './edit-store.ts';
import type { TabEdits } from './edit-store.ts';
import type { GridEdit } from './grid-edit.ts';
import { LargeEditor } from './large-editor.tsx';
import { cellsOf, redo, undo, useGridEdit } from './use-grid-edit.tsx';
import type { GridEditState } from './use-grid-edit.tsx';
import { pasteRows, undoLastSave } from './row-commands.ts';
import { useOrigins } from './use-origins.ts';
import type { Editable } from './use-origins.ts';
import { useReferences } from './use-references.ts';

const ReferencePicker = lazy(async () => ({ default: (await import('./reference-picker.tsx')).ReferencePicker }));

interface RowEditProps {
  tab: string;
  columns: readonly GridColumn[];
  wire_columns: readonly Column[];
  /** The table whose rows these are, and no others: it can be given new ones. */
  table?: number;
  /** The rows as they were read. */
  base: RowSource;
  /** When that was, on the page's clock. */
  read_at: number;
  grid: RefObject<DataGridHandle | null>;
  onEdit: (edit: GridEdit | null) => void;
}

export function RowEdit(props: RowEditProps): ReactNode {
  const editable = useOrigins(props.wire_columns, props.table);
  return editable && <KnownRows {...props} editable={editable} />;
}

function KnownRows({ tab, wire_columns, base, read_at, grid, onEdit, editable, ...given }: RowEditProps & { editable: Editable }): ReactNode {
  const { id } = useConnection();
  const edits = editsOf(id, tab);
  const columns = useStudioColumns(given.columns, wire_columns);
  const references = useReferences(wire_columns);
  const state = useGridEdit({ edits, editable, base, columns, references, read_at, grid, onReview: useMemo(() => () => edits.change({ is_reviewed: true }), [edits]) });
  const { edit, targets, editing, active, finish } = state;
  useLayoutEffect(() => onEdit(edit), [onEdit, edit]);
  useLayoutEffect(() => () => onEdit(null), [onEdit]);
  useEditCommands(edits, state, grid);
  useRowCommands(edits, state, grid, given.table !== undefined);

  const cell = targets.cell(active);
  const large = editing?.way === 'large' ? targets.cell(editing.place) : null;
  const reference = editing?.way === 'choose' ? references[editing.place.column] : null;
  const choosing = reference && editing ? targets.cell(editing.place) : null;
  return (
    <>
      <StatusText>
        {cell.reason !== null && <span className="max-w-96 truncate text-faint" title={cell.reason}>not editable: {cell.reason}</span>}
      </StatusText>
      {editing && large?.reason === null && (
        <LargeEditor label={`${columns[editing.place.column]?.name ?? ''}, row ${editing.place.row + 1}`} column={large.column} labels={columns[editing.place.column]?.labels} value={large.value}
          typed={editing.typed} onDone={(value) => finish(value, null)} />
      )}
      {editing && reference && choosing?.reason === null && (
        <Suspense fallback={null}>
          <ReferencePicker reference={reference} is_nullable={choosing.column.is_nullable} onClose={() => finish(null, null)} onPick={(key) => {
            targets.stageValues(reference.columns.map(({ column, index }) => (
              { place: { row: editing.place.row, column: index }, value: { kind: 'value', value: key?.[column] ?? null } })));
            finish(null, null);
          }} />
        </Suspense>
      )}
    </>
  );
}

function useEditCommands(edits: TabEdits, { targets, active, begin }: GridEditState, grid: RefObject<DataGridHandle | null>): void {
  useCommands(useMemo(() => {
    const selected = () => grid.current?.range() ?? { first_row: active.row, last_row: active.row, first_column: active.column, last_column: active.column, columns: [active.column] };
    const group = 'Edit rows';
    return [
      { id: 'edit.cell', label: 'Edit the cell', group, key_hint: 'enter', run: () => begin(active, null, 'line') },
      { id: 'edit.choose', label: 'Choose the row that the cell refers to', group, key_hint: 'enter', run: () => begin(active, null, 'choose') },
      { id: 'edit.large', label: 'Edit the cell in the large editor', group, run: () => begin(active, null, 'large') },
      { id: 'edit.null', label: 'Set NULL', group, key_hint: 'delete', run: () => targets.stage(cellsOf(selected()), { kind: 'value', value: null }) },
      { id: 'edit.default', label: 'Set DEFAULT', group, run: () => targets.stage(cellsOf(selected()), { kind: 'default' }) },
      { id: 'edit.empty', label: 'Set an empty text', group, run: () => targets.stage(cellsOf(selected()), { kind: 'value', value: '' }) },
      { id: 'edit.fill', label: 'Fill down', group, key_hint: 'mod+d', run: () => targets.fillDown(selected()) },
      { id: 'edit.revert', label: 'Take back the changes of the selection', group, key_hint: 'mod+backspace', run: () => targets.revert(selected()) },
      { id: 'edit.delete', label: 'Delete the rows, or take that back', group, run: () => targets.deleteRows(selected()) },
      { id: 'edit.undo', label: 'Undo a staged change', group, key_hint: 'mod+z', run: () => undo(edits) },
      { id: 'edit.redo', label: 'Redo a staged change', group, key_hint: 'mod+shift+z', run: () => redo(edits) },
    ];
  }, [edits, targets, active, begin, grid]));
}

function useRowCommands(edits: TabEdits, { targets, active }: GridEditState, grid: RefObject<DataGridHandle | null>, is_table: boolean): void {
  const connection = useConnection();
  const { past } = useSyncExternalStore(edits.subscribe, () => edits.state);
  useCommands(useMemo(() => {
    const group = 'Edit rows';
    const rows = () => grid.current?.range() ?? { first_row: active.row, last_row: active.row, first_column: 0, last_column: 0, columns: [] };
    return [
      { id: 'edit.add', label: 'Add a row', group, key_hint: 'insert', is_enabled: is_table, run: () => void targets.addRow() },
      { id: 'edit.duplicate', label: 'Duplicate the rows', group, key_hint: 'mod+shift+d', is_enabled: is_table, run: () => void targets.duplicate(rows()) },
      { id: 'edit.paste_rows', label: 'Paste as new rows', group, key_hint: 'mod+shift+v', is_enabled: is_table,
        run: () => void pasteRows(targets, grid.current?.order() ?? []) },
      { id: 'edit.undo_save', label: 'Undo the last save', group, is_enabled: past.length > 0, run: () => void undoLastSave(edits, connection.id) },
    ];
  }, [edits, targets, active, grid, is_table, past, connection.id]));
}
