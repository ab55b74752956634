// A file into a table, or into one that is made for it: how it is read, where its fields go, what happens to rows that are there and
// to lines that are wrong, how far it is.

import { asStudioError } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { runCommand } from '../../lib/command.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { closeImport } from '../../lib/imports.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SkeletonLines } from '../../ui/states.tsx';
import { first_choices, Reading, Writing } from './choices.tsx';
import { guessMapping } from './file-head.ts';
import { FilePicker } from './file-picker.tsx';
import type { ImportHostProps } from './import-host.tsx';
import { Mapping } from './mapping.tsx';
import { createStatement, guessTable, problemOf } from './new-table.ts';
import type { NewTable } from './new-table.ts';
import { NewTableForm } from './new-table-form.tsx';
import { Outcome } from './outcome.tsx';
import { contentOf, isSql } from './source.ts';
import { useCreating, useKnownColumns } from './use-destination.ts';
import { useFile } from './use-file.ts';
import { bodyOf } from './import-body.ts';
import { useImport } from './use-import.ts';
import type { ImportRun } from './use-import.ts';

interface ImportDialogProps extends ImportHostProps {
  relation: { schema: string; name: string; oid: number } | null;
}

const no_names: readonly string[] = [];

export function ImportDialog({ relation, onSql, onShow }: ImportDialogProps): ReactNode {
  const connection = useConnection();
  const known = useKnownColumns(connection.id, relation?.oid ?? null);
  const creating = useCreating(connection.id, relation === null);
  const names = useMemo(() => known.columns?.map((each) => each.column) ?? no_names, [known.columns]);
  const file = useFile(names);
  const { source, head } = file;
  const run = useImport(connection.id);
  const [choices, setChoices] = useState(first_choices);
  const [mapped, setMapped] = useState<(string | null)[] | null>(null);
  const [made, setMade] = useState<NewTable | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);

  const mapping = head && relation ? mapped ?? guessMapping(head, names) : [];
  const table = head && source && !relation ? made ?? guessTable(source.name, head, creating.schemas[0] ?? 'public') : null;
  const problem = table && problemOf(table);
  const is_known = relation ? known.columns !== undefined : creating.quote !== undefined;
  const is_running = isRunning(run);
  const is_over = run.phase === 'done' && !run.is_trial;
  const columns = table ? table.columns.map((each) => each.name || null) : mapping;
  const may_start = is_known && head !== null && !file.is_opening && !is_running && !is_over && problem === null && columns.some((each) => each !== null);
  const may_go_on = may_start && run.keeps_parts && (run.phase === 'failed' || run.phase === 'stopped') && (run.progress?.bytes ?? 0) > 0;
  const statement = table && creating.quote ? createStatement(table, creating.quote) : '';
  const title = relation ? `Import into ${relation.schema}.${relation.name}` : 'Import into a new table';

  const pick = async (picked: File, sheet = 0): Promise<void> => {
    run.forget();
    setMapped(null);
    setMade(null);
    setRefusal(null);
    if (!isSql(picked.name)) await file.open(picked, sheet);
    else {
      const refused = await onSql(picked);
      if (refused === null) closeImport();
      else setRefusal(refused);
    }
  };
  const start = (dry_run: boolean, goes_on = false): void => {
    const to = table ?? relation;
    if (!source || !head || !to) return;
    const key = relation && choices.key !== null ? known.keys[choices.key] : undefined;
    const body = bodyOf({ schema: to.schema, name: to.name }, columns, head, key, choices.on_conflict);
    void run.start({
      content: () => contentOf(source, head.format === 'json', file.encoding), body,
      options: {
        dry_run, is_one_transaction: choices.is_one_transaction, skip_bad_lines: choices.skip_bad_lines,
        ...(file.date_order === null ? {} : { date_order: file.date_order }), ...(table ? { before: statement } : {}),
        ...(goes_on && run.progress ? { from: run.progress } : {}),
      },
    }, () => runCommand('rows.refresh'));
  };

  const error = known.error ?? creating.error;
  return (
    <Dialog label={title} place="wide" onClose={closeImport}>
      <form className="flex h-full flex-col" onSubmit={(event) => {
        event.preventDefault();
        if (may_start) start(false);
      }}>
        <div className="min-h-0 flex-1 overflow-auto"><div className="grid gap-3 p-4">
          <h2 className="text-title font-semibold">{title}</h2>
          <FilePicker source={source} is_disabled={is_running} onPick={(picked, sheet) => void pick(picked, sheet)} />
          {(refusal ?? file.refusal) !== null && <p role="alert" className="text-small text-danger">{refusal ?? file.refusal}</p>}
          {error && <ErrorPanel error={asStudioError(error).fields} />}
          {(file.is_opening || (head && !is_known && !error)) && <SkeletonLines lines={4} />}
          {head && is_known && !file.is_opening && !is_running && !is_over && (
            <>
              <Reading head={head} encoding={file.encoding} date_order={file.date_order} is_sheet={(source?.sheets.length ?? 0) > 0} onEncoding={(encoding) => file.choose({ encoding })}
                onDateOrder={(date_order) => file.choose({ date_order })} onHead={(next) => {
                  file.choose({ head: next });
                  setMapped(null);
                  setMade(null);
                }} />
              {table
                ? <NewTableForm head={head} table={table} schemas={creating.schemas} statement={statement} problem={problem} onChange={setMade} />
                : <Mapping head={head} columns={known.columns ?? []} mapping={mapping} onChange={setMapped} />}
              <Writing choices={choices} keys={relation ? known.keys : []} onChange={setChoices} />
            </>
          )}
          <Outcome state={run} />
        </div></div>
        <Actions run={run} is_over={is_over} may_start={may_start} onTry={() => start(true)}
          onGoOn={may_go_on ? () => start(false, true) : null} onShow={is_over && table ? () => {
            closeImport();
            onShow(table);
          } : null} />
      </form>
    </Dialog>
  );
}

function isRunning({ phase }: ImportRun): boolean {
  return phase === 'running' || phase === 'preparing' || phase === 'asking';
}

interface ActionsProps {
  run: ImportRun;
  is_over: boolean;
  may_start: boolean;
  onTry: () => void;
  /** null: there is nothing to go on behind. */
  onGoOn: (() => void) | null;
  /** null: there is no new table. */
  onShow: (() => void) | null;
}

function Actions({ run, is_over, may_start, onTry, onGoOn, onShow }: ActionsProps): ReactNode {
  const is_running = isRunning(run);
  return (
    <div className="flex flex-wrap justify-end gap-2 border-t border-line p-3">
      {is_running ? <Button disabled={run.phase === 'asking'} onClick={run.stop}>Stop</Button> : <Button onClick={closeImport}>{is_over ? 'Close' : 'Cancel'}</Button>}
      {onShow && <Button look="primary" onClick={onShow}>Show the table</Button>}
      {!is_over && <Button disabled={!may_start} onClick={onTry}>Try without keeping</Button>}
      {onGoOn && <Button onClick={onGoOn}>Go on behind line {run.progress?.lines}</Button>}
      {!is_over && <Button look="primary" type="submit" disabled={!may_start}>Import</Button>}
    </div>
  );
}
