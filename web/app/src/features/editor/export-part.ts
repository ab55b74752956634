// A file of what a text of the editor gives, with the values of its parameters.

import type { SqlPart } from '@studio-pg/react/query-editor';
import { askExport } from '../../lib/exports.ts';
import type { Pass } from './run-gate/use-run-gate.tsx';

/** Opens the dialog, once the values are known. A file is written by a read-only run unless its dialog says otherwise. */
export async function exportPart(part: SqlPart, pass: Pass, connection: string, session: string | undefined): Promise<void> {
  const passed = await pass(part, { is_guarded: true, verb: 'Export' });
  if (passed) askExport({ connection, sql: part.sql, parameters: passed.parameters, session, loaded: null });
}
