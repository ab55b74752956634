// Asks how a query's rows are to be saved: format, its options, the name. The server runs the query again and writes the file,
// so it may be of any size; the page says so before it happens.

import { StudioError } from '@studio-pg/client';
import type { ExportBody } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { closeExport, saveExport } from '../../lib/exports.ts';
import type { ExportRequest } from '../../lib/exports.ts';
import { countText } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CheckField, SelectField, TextField } from '../../ui/field.tsx';
import { fileName, format_names, keepChoices, optionsOf, readChoices } from './choices.ts';
import type { ExportChoices } from './choices.ts';
import { FormatOptions } from './format-options.tsx';
import { Preview } from './preview.tsx';

export function ExportDialog({ request }: { request: ExportRequest }): ReactNode {
  const [choices, setChoices] = useState(readChoices);
  const [name, setName] = useState('result');
  const [is_all, setAll] = useState(true);
  const [may_write, setMayWrite] = useState(false);
  const [error, setError] = useState<StudioError | null>(null);
  const [is_asking, setAsking] = useState(false);
  const file_name = fileName(name, choices.format);
  const body: ExportBody = {
    sql: request.sql, format: choices.format, options: optionsOf(choices), read_only: !may_write,
    ...(request.parameters === undefined ? {} : { parameters: request.parameters }),
    ...(request.session === undefined ? {} : { session: request.session }),
    ...(is_all || request.loaded === null ? {} : { row_limit: request.loaded }),
  };

  const save = async (): Promise<void> => {
    setAsking(true);
    try {
      keepChoices(choices);
      await saveExport(request.connection, body, file_name);
      closeExport();
    } catch (thrown) {
      if (!(thrown instanceof StudioError)) throw thrown;
      setError(thrown);
      setAsking(false);
    }
  };

  return (
    <Dialog label="Export the query's result" onClose={closeExport}>
      <form className="grid max-h-[80dvh] gap-3 overflow-auto p-4" onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}>
        <h2 className="text-title font-semibold">Export the query's result</h2>
        <p className="text-small text-muted">
          The server runs the query again{request.session !== undefined && ' in the open transaction'} and streams the file; it may be of any size.
        </p>
        <div className="grid gap-3 sm:grid-cols-2">
          <SelectField label="Format" value={choices.format}
            onChange={(event) => setChoices({ ...choices, format: event.target.value as ExportChoices['format'] })}>
            {Object.entries(format_names).map(([value, words]) => <option key={value} value={value}>{words}</option>)}
          </SelectField>
          <TextField label="File name" value={name} maxLength={190} onChange={(event) => setName(event.target.value)} hint={`Saved as ${file_name}`} />
          {request.loaded !== null && (
            <SelectField label="Rows" value={is_all ? 'all' : 'loaded'} onChange={(event) => setAll(event.target.value === 'all')}>
              <option value="all">All that the query gives</option>
              <option value="loaded">The first {countText(request.loaded)}, as many as are loaded</option>
            </SelectField>
          )}
          <FormatOptions choices={choices} onChange={setChoices} />
        </div>
        <CheckField label="The query may write" checked={may_write} onChange={(event) => setMayWrite(event.target.checked)}
          hint="It runs again: what it inserts or changes happens again. Otherwise it runs read-only." />
        <Preview key={JSON.stringify(body)} connection={request.connection} body={body} />
        {error && <ErrorPanel error={error.fields} />}
        <div className="flex justify-end gap-2">
          <Button onClick={closeExport}>Cancel</Button>
          <Button look="primary" type="submit" disabled={is_asking}>Export</Button>
        </div>
      </form>
    </Dialog>
  );
}
