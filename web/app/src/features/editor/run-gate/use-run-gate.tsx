// What stands between the Run key and a run: the values of parameters, and on production the question whether what the text
// destroys is meant. The server's parser says what a text is; a run waits for its word.

import type { AnalyzedStatement, Connection, Parameters } from '@studio-pg/client';
import type { SqlPart } from '@studio-pg/react/query-editor';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { client } from '../../../lib/client.ts';
import { readDocument } from '../query-document.ts';
import { sessionName } from '../runners.ts';
import { ParameterChips } from './parameter-chips.tsx';
import { ParameterForm } from './parameter-form.tsx';
import { bodyParameters, isComplete, keepValues, parametersOf, readValues } from './parameters.ts';
import type { TextParameter, Values } from './parameters.ts';

// It has a form, and forms come with the first page that has one.
const GuardDialog = lazy(async () => ({ default: (await import('./guard-dialog.tsx')).GuardDialog }));

/** What a run goes on with. */
export interface Passed {
  parameters?: Parameters;
}

export interface PassOptions {
  /** Ask for the values even where they are known. */
  asks?: boolean;
  /** The question about production is asked elsewhere. */
  is_guarded?: boolean;
  /** What is planned for any value needs none: each parameter is named, and NULL. */
  is_generic?: boolean;
  /** What the values are for, where that is no run. */
  verb?: string;
}

/** Asks what must be asked; null where the person does not go on. */
export type Pass = (part: SqlPart, how?: PassOptions) => Promise<Passed | null>;

interface Gate {
  pass: Pass;
  /** Below the bar: the form, or the values of the last run. */
  bar: ReactNode;
  dialog: ReactNode;
}

/** The server needs two seconds at most. */
const look_limit_ms = 4000;

/** Worth asking the server about parameters; it decides whether there are any. */
const may_have_parameters = /(?<!:):[\p{L}_]|\$\d/u;

interface AskedValues {
  parameters: readonly TextParameter[];
  verb: string;
  resolve: (values: Values | null) => void;
}

interface AskedGuard {
  sql: string;
  passed: Passed;
  statements: readonly AnalyzedStatement[] | null;
  resolve: (goes_on: boolean) => void;
}

export function useRunGate(connection: Connection, tab: string, onAgain: () => void): Gate {
  const [form, setForm] = useState<AskedValues | null>(null);
  const [guard, setGuard] = useState<AskedGuard | null>(null);
  const [known, setKnown] = useState<readonly TextParameter[]>([]);
  const is_production = connection.environment === 'production';
  // A question that nobody can answer any more is answered with no.
  const open = useRef<(() => void) | null>(null);
  useEffect(() => () => open.current?.(), []);

  const askValues = useCallback((parameters: readonly TextParameter[], verb = 'Run') => new Promise<Values | null>((resolve) => {
    open.current = () => resolve(null);
    setForm({ parameters, verb, resolve });
  }).finally(() => setForm(null)), []);

  const askGuard = useCallback((asked: Omit<AskedGuard, 'resolve'>) => new Promise<boolean>((resolve) => {
    open.current = () => resolve(false);
    setGuard({ ...asked, resolve });
  }).finally(() => setGuard(null)), []);

  const pass = useCallback(async (part: SqlPart, how: PassOptions = {}): Promise<Passed | null> => {
    open.current?.();
    const is_guarded = !is_production || how.is_guarded === true;
    if (is_guarded && !may_have_parameters.test(part.sql)) {
      setKnown([]);
      return {};
    }
    const statements = await look(connection.id, part.sql);
    const parameters = parametersOf(statements ?? []);
    const passed: Passed = {};
    if (how.is_generic === true) return parameters.length > 0 ? { parameters: bodyParameters(parameters, {}) } : passed;
    setKnown(parameters);
    if (parameters.length > 0) {
      let values: Values | null = readValues(connection.id, tab);
      if (how.asks === true || !isComplete(parameters, values)) {
        values = await askValues(parameters, how.verb);
        if (values === null) return null;
        keepValues(connection.id, tab, values);
      }
      passed.parameters = bodyParameters(parameters, values);
    }
    const needs_answer = !is_guarded && needsAnswer(statements, connection.kind);
    return needs_answer && !await askGuard({ sql: part.sql, passed, statements }) ? null : passed;
  }, [connection.id, connection.kind, is_production, tab, askValues, askGuard]);

  return {
    pass,
    bar: form
      ? <ParameterForm key={form.parameters.map(({ name }) => name).join()} connection={connection.id} parameters={form.parameters}
          values={readValues(connection.id, tab)} verb={form.verb} onRun={form.resolve} onClose={() => form.resolve(null)} />
      : known.length > 0 && <ParameterChips parameters={known} values={readValues(connection.id, tab)} onOpen={onAgain} />,
    dialog: guard && (
      <Suspense>
        <GuardDialog connection={connection} sql={guard.sql} parameters={guard.passed.parameters} statements={guard.statements}
          session={readDocument(connection.id, tab).mode === 'transaction' ? sessionName(tab) : undefined}
          onAnswer={guard.resolve} />
      </Suspense>
    ),
  };
}

/** Null where the server did not say what the text is. */
export async function look(connection: string, sql: string): Promise<readonly AnalyzedStatement[] | null> {
  try {
    return await client.analyze(connection, sql, { signal: AbortSignal.timeout(look_limit_ms) });
  } catch {
    return null;
  }
}

/**
 * Whether a person must say that the text is meant. Where a statement cannot be parsed, a local server runs none of the text;
 * another server may be of another version and know it.
 */
export function needsAnswer(statements: readonly AnalyzedStatement[] | null, kind: Connection['kind']): boolean {
  if (statements === null) return true;
  return statements.some((each) => each.is_destructive || (each.tag === null && kind !== 'local'));
}
