// The export of many that the dialog runs: how far it is, how it ended, how to stop it.

import { asStudioError } from '@studio-pg/client';
import type { ExportFormat, ExportOptions, StudioError } from '@studio-pg/client';
import { useEffect, useRef, useState } from 'react';
import { download } from '../../../lib/download.ts';
import { extensions } from '../choices.ts';
import { Snapshot } from './database.ts';
import type { Relation } from './database.ts';
import { scriptOf } from './script.ts';
import type { ScriptOptions } from './script.ts';
import { writeArchive, writeScript } from './write-file.ts';

export interface ManyState {
  phase: 'ready' | 'running' | 'done' | 'failed' | 'stopped';
  /** Whose rows have begun to come. */
  begun: number;
  relation: Relation | null;
  bytes: number;
  error: StudioError | null;
}

export interface ManyGiven {
  relations: readonly Relation[];
  name: string;
  format: ExportFormat;
  options: ExportOptions;
  script: ScriptOptions;
}

export interface ManyRun extends ManyState {
  start: (given: ManyGiven) => Promise<void>;
  stop: () => void;
}

const ready: ManyState = { phase: 'ready', begun: 0, relation: null, bytes: 0, error: null };

export function useExportMany(connection: string): ManyRun {
  const [state, setState] = useState(ready);
  const running = useRef<AbortController | null>(null);
  // Whoever closes the dialog leaves no transaction open.
  useEffect(() => () => running.current?.abort(), []);

  const start: ManyRun['start'] = async ({ relations, name, format, options, script }) => {
    const stop = new AbortController();
    running.current = stop;
    setState({ ...ready, phase: 'running' });
    const tell = (relation: Relation, bytes: number): void =>
      setState((was) => ({ ...was, relation, bytes: was.bytes + bytes, begun: was.begun + (bytes === 0 ? 1 : 0) }));
    const snapshot = new Snapshot(connection, stop.signal);
    try {
      await snapshot.begin();
      const file = format === 'sql'
        ? await writeScript(scriptOf(snapshot, relations, script), tell)
        : await writeArchive(snapshot, relations, format, extensions[format], options, tell);
      stop.signal.throwIfAborted();
      download(`${name}.${format === 'sql' ? 'sql' : 'zip'}`, file);
      setState((was) => ({ ...was, phase: 'done', relation: null, bytes: file.size }));
    } catch (thrown) {
      setState((was) => (stop.signal.aborted ? { ...was, phase: 'stopped' } : { ...was, phase: 'failed', error: asStudioError(thrown) }));
    }
    await snapshot.end();
  };
  return { ...state, start, stop: () => running.current?.abort() };
}
