// Editing of rows, whichever grid shows them (`@studio-pg/react/staged-changes`): loaded when rows are first shown that may be
// edited.

export { relationFacts } from './relation-facts.ts';
export type { ColumnFacts, RelationFacts } from './relation-facts.ts';
export { identityOf, isCut, originsOf, seenOf } from './origins.ts';
export type { CellOrigin, Origins, RowIdentity, RowOrigin } from './origins.ts';
export { copiedCells, defaultWord, givenRefusal, insertRefusal, placesOf } from './new-rows.ts';
export type { NewRowPlaces } from './new-rows.ts';
export { countChanges, isEqual, readStagedRows, StagedChanges } from './staged-changes.ts';
export type { CellChange, RowTarget, StagedRow, StagedState, StagedValue } from './staged-changes.ts';
export { addedRows, RowsBelow } from './added-rows.ts';
export type { AddedValues } from './added-rows.ts';
export { inverseOf } from './inverse.ts';
export type { Inverse, SavedChange } from './inverse.ts';
export { SavedRows } from './saved-rows.ts';
export { EditedRows } from './edited-rows.ts';
export { statementOf, valueText } from './change-requests.ts';
export { disputedColumns, findConflicts, most_rows, saveChanges } from './save-changes.ts';
export type { Conflict, SaveOutcome } from './save-changes.ts';
export { failedCells } from './failed-cells.ts';
export { readMatrix } from './pasted-text.ts';
export { readArray, readMultirange, readRange, readRecord, writeArray, writeRange, writeRecord } from './part-texts.ts';
export type { Part, RangeParts } from './part-texts.ts';
export { editorKind, pastedValue, textToEdit, typedValue, wrongText } from './typed-value.ts';
export type { TypeFacts } from './typed-value.ts';
export { CellEditor } from './cell-editor.tsx';
export type { Move } from './cell-editor.tsx';
export { staged_words, StagedCell } from './staged-cell.tsx';
