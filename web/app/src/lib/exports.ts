// Files that the browser saves of a query's rows: which one is being asked for, and how those get on that are under way. A store
// of its own because a download goes on whatever page is shown.

import type { ExportBody, HistoryEntry, Parameters } from '@studio-pg/client';
import { useSyncExternalStore } from 'react';
import { client } from './client.ts';

/** What the dialog is opened for. */
export interface ExportRequest {
  connection: string;
  sql: string;
  /** The values of its parameters; undefined where it has none. */
  parameters: Parameters | undefined;
  /** The session whose open transaction holds the rows. */
  session: string | undefined;
  /** How many rows of it the page has; null where it was not run. */
  loaded: number | null;
}

export interface RunningExport {
  id: string;
  file_name: string;
  state: 'waiting' | 'running' | 'ok' | 'failed' | 'cancelled' | 'unknown';
  rows: number;
  bytes: number;
  /** Why it failed, in PostgreSQL's words. */
  problem: string | null;
}

interface Exports {
  request: ExportRequest | null;
  files: readonly RunningExport[];
}

const poll_ms = 700;
/** A link is good for a minute; what has not begun then never will. */
const patience_ms = 65_000;
/** The history is written once a second. */
const history_patience_ms = 5000;

let state: Exports = { request: null, files: [] };
const listeners = new Set<() => void>();

function change(next: Partial<Exports>): void {
  state = { ...state, ...next };
  for (const listener of listeners) listener();
}

function update(id: string, next: Partial<RunningExport>): void {
  change({ files: state.files.map((file) => (file.id === id ? { ...file, ...next } : file)) });
}

export function useExports(): Exports {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, () => state);
}

/** Opens the dialog. */
export function askExport(request: ExportRequest): void {
  change({ request });
}

export function closeExport(): void {
  change({ request: null });
}

export function forgetExport(id: string): void {
  change({ files: state.files.filter((file) => file.id !== id) });
}

export function cancelExport(id: string): void {
  // What has ended meanwhile is told by the next look.
  void client.cancelQuery(id).catch(() => undefined);
}

/** Has the browser save the file, and follows how it gets on. Throws where the server refuses the link. */
export async function saveExport(connection: string, body: ExportBody, file_name: string): Promise<void> {
  const link = await client.exportLink(connection, { ...body, options: { ...body.options, file_name } });
  const anchor = document.createElement('a');
  anchor.href = link.url;
  anchor.download = file_name;
  anchor.click();
  change({ files: [...state.files, { id: link.query_id, file_name, state: 'waiting', rows: 0, bytes: 0, problem: null }] });
  void follow(link.query_id, connection);
}

async function follow(id: string, connection: string): Promise<void> {
  const began = performance.now();
  let has_run = false;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, poll_ms));
    const running = await client.queries().catch(() => null);
    if (running === null) continue;
    const query = running.find((each) => each.query_id === id);
    if (query) {
      has_run = true;
      update(id, { state: query.state === 'running' ? 'running' : 'waiting', ...(query.export ?? {}) });
      continue;
    }
    const entry = await entryOf(id, connection);
    if (entry || has_run) {
      update(id, endOf(entry ?? await patientEntryOf(id, connection)));
      return;
    }
    if (performance.now() - began > patience_ms) {
      update(id, { state: 'unknown' });
      return;
    }
  }
}

function endOf(entry: HistoryEntry | null): Partial<RunningExport> {
  if (entry === null) return { state: 'unknown' };
  const rows = entry.row_count === null ? {} : { rows: entry.row_count };
  if (entry.status === 'ok') return { state: 'ok', ...rows };
  return { state: entry.status === 'cancelled' ? 'cancelled' : 'failed', problem: entry.error_message };
}

async function entryOf(id: string, connection_id: string): Promise<HistoryEntry | null> {
  const page = await client.history.list({ connection_id, limit: 50 }).catch(() => null);
  return page?.items.find((entry) => entry.id === id) ?? null;
}

async function patientEntryOf(id: string, connection: string): Promise<HistoryEntry | null> {
  for (const began = performance.now(); performance.now() - began < history_patience_ms;) {
    const entry = await entryOf(id, connection);
    if (entry) return entry;
    await new Promise((resolve) => setTimeout(resolve, poll_ms));
  }
  return null;
}
