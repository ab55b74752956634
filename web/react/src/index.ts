// What this package publishes. The query editor is a module of its own (`@studio-pg/react/query-editor`), so that it
// can be loaded when it is first shown.

export { DataGrid } from './data-grid/data-grid.tsx';
export type { DataGridHandle, DataGridProps } from './data-grid/data-grid.tsx';
export type { ColumnMenuRequest, GridMenuRequest } from './data-grid/grid-events.ts';
export {
  arrangedColumns, arrangementOf, isSourceOrder, shownColumns, source_order, withHidden, withMoved, withPinned, withStep,
} from './data-grid/column-arrangement.ts';
export type { ColumnArrangement } from './data-grid/column-arrangement.ts';
export { arrangementKey } from './data-grid/column-layout.ts';
export type { GridColumn } from './data-grid/column-layout.ts';
export type { GridSort } from './data-grid/header-cell.tsx';
export type { CellRenderer } from './data-grid/grid-row.tsx';
export { CellContent } from './data-grid/cell.tsx';
export { bytesText, describeCell, plainText } from './data-grid/cell-text.ts';
export { literal, quoteName } from './data-grid/copy-sql.ts';
export { copyRange } from './data-grid/copy-formats.ts';
export type { CopiedText, CopyFormat, CopyOptions, CopyTable } from './data-grid/copy-formats.ts';
export { writeClipboard } from './clipboard.ts';
export { indentJson } from './data-grid/json-text.ts';
export { PageStore, RowList, rowsOf } from './data-grid/row-source.ts';
export type { RowSource } from './data-grid/row-source.ts';
export { cellCount, columnsOf } from './data-grid/selection.ts';
export type { Place, Range } from './data-grid/selection.ts';
export { RecordCard } from './record-card/record-card.tsx';
export type { RecordCardProps, StagedField } from './record-card/record-card.tsx';
export { ErrorPanel } from './error-panel/error-panel.tsx';
export { editor_keys } from './query-editor/editor-keys.ts';
export type { EditorCommand, EditorKey } from './query-editor/editor-keys.ts';
export { quoteName as quoteIdent, quoteText } from './query-editor/completion/quote.ts';
export type { Keywords } from './query-editor/completion/quote.ts';
export { QueryRunner } from './query-run/query-runner.ts';
export type { LivePlan, RunMessage, RunState, StatementResult } from './query-run/query-runner.ts';
export { useElapsed, useQueryRunner } from './query-run/use-query-runner.ts';
export { characterOffset, placeInText } from './query-run/text-place.ts';
export { RowView } from './row-view/row-view.ts';
export type { RowViewState } from './row-view/row-view.ts';
export type { SortKey } from './row-view/sort-rows.ts';
export { isFilterValue, listText, needsValue, operatorsOf, valuesOf } from './row-view/filter-rows.ts';
export type { FilterOperator, RowFilter } from './row-view/filter-rows.ts';
export { foundAsShown, found_places, holdsText, nextFound } from './row-view/find-cells.ts';
export { aggregate } from './row-view/aggregate.ts';
export type { Aggregates } from './row-view/aggregate.ts';
export { diffRows, pairColumns } from './result-diff/diff-rows.ts';
export type { DiffColumn, Difference, DiffKind } from './result-diff/diff-rows.ts';
export { DiffSource } from './result-diff/diff-source.ts';
