// The first lines of the file, on request: the query runs for them.

import { StudioError } from '@studio-pg/client';
import type { ExportBody } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { client } from '../../lib/client.ts';
import { Button } from '../../ui/button.tsx';

const preview_rows = 5;
const preview_timeout_ms = 10_000;
const preview_characters = 4000;

export function Preview({ connection, body }: { connection: string; body: ExportBody }): ReactNode {
  const [shown, setShown] = useState<{ text: string } | { error: StudioError } | 'loading' | null>(null);
  if (body.format === 'xlsx') return null;
  const load = async (): Promise<void> => {
    setShown('loading');
    try {
      // Read-only whatever was chosen: a look must change nothing.
      const stream = await client.export(connection, { ...body, read_only: true, row_limit: preview_rows, timeout_ms: preview_timeout_ms });
      const text = await new Response(stream).text();
      setShown({ text: text.length > preview_characters ? `${text.slice(0, preview_characters)}…` : text });
    } catch (thrown) {
      setShown({ error: thrown instanceof StudioError ? thrown : new StudioError({ code: '08006', message: 'the preview broke off' }) });
    }
  };
  return (
    <div className="grid gap-1">
      <div><Button look="quiet" onClick={() => void load()} disabled={shown === 'loading'}>{shown === 'loading' ? 'Running the query' : 'Preview the first lines'}</Button></div>
      {shown !== null && shown !== 'loading' && ('error' in shown ? <ErrorPanel error={shown.error.fields} /> : (
        <pre tabIndex={0} aria-label="First lines of the file" className="max-h-40 overflow-auto rounded-sm border border-line bg-surface-1 p-2 font-mono text-small">
          {shown.text === '' ? 'The file is empty.' : shown.text}
        </pre>
      ))}
    </div>
  );
}
