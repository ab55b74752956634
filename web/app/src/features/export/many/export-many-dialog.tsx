// Many relations, or a schema, as one file: a script of SQL, or an archive with a file for each. All of it is read in one
// transaction, so the parts fit together.

import { asStudioError } from '@studio-pg/client';
import { bytesText, ErrorPanel } from '@studio-pg/react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { catalogQuery } from '../../../lib/catalog-queries.ts';
import { plural } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { CheckField, SelectField } from '../../../ui/field.tsx';
import { SkeletonLines } from '../../../ui/states.tsx';
import { format_names, optionsOf, readChoices } from '../choices.ts';
import type { ExportChoices } from '../choices.ts';
import { FormatOptions } from '../format-options.tsx';
import type { Relation } from './database.ts';
import { RelationList } from './relation-list.tsx';
import { useExportMany } from './use-export-many.ts';
import type { ManyState } from './use-export-many.ts';

interface ExportManyDialogProps {
  connection: string;
  onClose: () => void;
}

type Content = 'both' | 'structure' | 'rows';
const content_words: Record<Content, string> = { both: 'Structure and rows', structure: 'Structure', rows: 'Rows' };
const no_relations: readonly Relation[] = [];
const formats = { ...format_names, sql: 'SQL script' };
const unsafe = /[^\p{L}\p{N}_-]+/gu;

export function ExportManyDialog({ connection, onClose }: ExportManyDialogProps): ReactNode {
  const schemas = useQuery(catalogQuery(connection, 'schemas'));
  const named = useMemo(() => schemas.data?.filter((each) => !each.is_system).map((each) => each.schema) ?? [], [schemas.data]);
  const [picked, setPicked] = useState<string | null>(null);
  const schema = picked ?? (named.includes('public') ? 'public' : named[0] ?? '');
  const relations = useQuery({ ...catalogQuery(connection, 'relations', { schema }), enabled: schema !== '' });
  const [choices, setChoices] = useState<ExportChoices>(() => ({ ...readChoices(), format: 'sql' }));
  const [content, setContent] = useState<Content>('both');
  const [has_owners, setOwners] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<number> | null>(null);
  const run = useExportMany(connection);
  const is_sql = choices.format === 'sql';
  // Sequences come with a script; in an archive of rows they have no place.
  const offered = useMemo(() => relations.data?.filter((each) => is_sql || each.kind !== 'sequence') ?? no_relations, [relations.data, is_sql]);
  const wanted = offered.filter((each) => chosen === null || chosen.has(each.oid));
  const is_running = run.phase === 'running';
  const error = schemas.error ?? relations.error;

  const start = (): void => void run.start({
    relations: wanted, name: schema.replace(unsafe, '_'), format: choices.format, options: optionsOf(choices),
    script: {
      has_structure: content !== 'rows', has_rows: content !== 'structure', has_owners, schemas: wanted.length === offered.length ? [schema] : [],
    },
  });

  return (
    <Dialog label="Export tables" place="wide" onClose={onClose}>
      <form className="flex h-full flex-col" onSubmit={(event) => {
        event.preventDefault();
        start();
      }}>
        <div className="min-h-0 flex-1 overflow-auto"><div className="grid gap-3 p-4">
          <h2 className="text-title font-semibold">Export tables</h2>
          <fieldset disabled={is_running} className="grid gap-3 sm:grid-cols-2">
            <legend className="sr-only">What is written, and how</legend>
            <SelectField label="Schema" value={schema} onChange={(event) => {
              setPicked(event.target.value);
              setChosen(null);
            }}>
              {named.map((each) => <option key={each}>{each}</option>)}
            </SelectField>
            <SelectField label="Format" value={choices.format} hint={is_sql ? 'One script that makes and fills them again.' : 'An archive with a file for each.'}
              onChange={(event) => setChoices({ ...choices, format: event.target.value as ExportChoices['format'] })}>
              {Object.entries(formats).map(([value, words]) => <option key={value} value={value}>{words}</option>)}
            </SelectField>
            {is_sql ? (
              <>
                <SelectField label="Content" value={content} onChange={(event) => setContent(event.target.value as Content)}>
                  {Object.entries(content_words).map(([value, words]) => <option key={value} value={value}>{words}</option>)}
                </SelectField>
                <CheckField label="Owners and privileges" checked={has_owners} hint="They name roles, which have to be there where the script is run."
                  onChange={(event) => setOwners(event.target.checked)} />
              </>
            ) : <FormatOptions choices={choices} onChange={setChoices} />}
          </fieldset>
          {error && <ErrorPanel error={asStudioError(error).fields} />}
          {relations.isPending && !error && <SkeletonLines lines={4} />}
          {relations.data && (offered.length === 0
            ? <p className="text-small text-muted">The schema has no relations.</p>
            : <RelationList relations={offered} chosen={chosen ?? new Set(offered.map((each) => each.oid))} is_disabled={is_running} onChange={setChosen} />)}
          <p className="text-small text-muted">
            All is read in one transaction. Rows that a policy hides from the role are not in it{!is_sql && '; views are read as tables are'}.
          </p>
          <ManyOutcome state={run} of={wanted.length} />
        </div></div>
        <div className="flex flex-wrap justify-end gap-2 border-t border-line p-3">
          {is_running ? <Button onClick={run.stop}>Stop</Button> : <Button onClick={onClose}>{run.phase === 'done' ? 'Close' : 'Cancel'}</Button>}
          <Button look="primary" type="submit" disabled={is_running || wanted.length === 0}>Export</Button>
        </div>
      </form>
    </Dialog>
  );
}

function ManyOutcome({ state, of }: { state: ManyState; of: number }): ReactNode {
  const { phase, begun, relation, bytes, error } = state;
  if (phase === 'ready') return null;
  const words = {
    running: relation ? `${relation.schema}.${relation.name}, ${begun} of ${of}, ${bytesText(bytes)} so far` : 'Reading the catalog …',
    done: `${plural(of, 'relation')} in ${bytesText(bytes)}.`, failed: 'No file was written.', stopped: 'Stopped. No file was written.',
  };
  return (
    <section aria-label="Progress" className="grid gap-2">
      {phase === 'running' && <progress aria-label="Progress of the export" className="h-1.5 w-full accent-accent" max={of} value={begun} />}
      {error && <ErrorPanel error={error.fields} />}
      <p role="status">{words[phase]}</p>
    </section>
  );
}
