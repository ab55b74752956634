// The import that the dialog runs: how far it is, how it ended, how to stop it, where it can go on.

import { asStudioError } from '@studio-pg/client';
import type { ImportBody, ImportOptions, ImportProgress, StudioError } from '@studio-pg/client';
import { useEffect, useRef, useState } from 'react';
import { client } from '../../lib/client.ts';

export interface ImportState {
  /** `asking`: the answer to a commit was lost, and PostgreSQL is asked what became of it; `unknown`: that cannot be found out. */
  phase: 'ready' | 'preparing' | 'running' | 'asking' | 'done' | 'failed' | 'stopped' | 'unknown';
  is_trial: boolean;
  /** What is in stays in, part by part. */
  keeps_parts: boolean;
  progress: ImportProgress | null;
  error: StudioError | null;
}

export interface ImportGiven {
  content: () => Promise<{ content: Blob; encoding: string }>;
  body: ImportBody;
  options: ImportOptions & { dry_run: boolean; is_one_transaction: boolean };
}

export interface ImportRun extends ImportState {
  start: (given: ImportGiven, onDone: () => void) => Promise<void>;
  stop: () => void;
  forget: () => void;
}

const outcome_unknown = '08007';
const ready: ImportState = { phase: 'ready', is_trial: false, keeps_parts: false, progress: null, error: null };

export function useImport(connection: string): ImportRun {
  const [state, setState] = useState(ready);
  const running = useRef<AbortController | null>(null);
  // Whoever leaves the page leaves no transaction open.
  useEffect(() => () => running.current?.abort(), []);

  const start: ImportRun['start'] = async ({ content, body, options }, onDone) => {
    const stop = new AbortController();
    running.current = stop;
    const keeps_parts = !options.dry_run && !options.is_one_transaction;
    setState((was) => ({ ...ready, phase: 'preparing', is_trial: options.dry_run, keeps_parts, progress: options.from ? was.progress : null }));
    const onProgress = (progress: ImportProgress): void => setState((was) => ({ ...was, phase: 'running', progress }));
    const onAsking = (): void => setState((was) => ({ ...was, phase: 'asking' }));
    try {
      const given = await content();
      stop.signal.throwIfAborted();
      setState((was) => ({ ...was, phase: 'running' }));
      const progress = await client.importRows(connection, given.content, { ...body, encoding: given.encoding }, { ...options, onProgress, onAsking, signal: stop.signal });
      setState((was) => ({ ...was, phase: 'done', progress }));
      if (!options.dry_run) onDone();
    } catch (thrown) {
      const error = asStudioError(thrown);
      if (error.code === outcome_unknown) setState((was) => ({ ...was, phase: 'unknown', error }));
      else setState((was) => (stop.signal.aborted ? { ...was, phase: 'stopped' } : { ...was, phase: 'failed', error }));
    }
    running.current = null;
  };
  return { ...state, start, stop: () => running.current?.abort(), forget: () => setState(ready) };
}
