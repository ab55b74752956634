// The source of a function or of a view, in the editor, with what it changes of the present one. It is run only if the source is
// still what it was when the dialog was opened.

import { StudioError } from '@studio-pg/client';
import { lazyRouteComponent } from '@tanstack/react-router';
import { Suspense, use, useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import { client } from '../../../lib/client.ts';
import { useConnection } from '../../../lib/connection-context.tsx';
import { SkeletonLines } from '../../../ui/states.tsx';
import { DiffView } from '../../../ui/text-diff/diff-view.tsx';
import { ChangeDialog } from './change-dialog.tsx';
import { ChangeTools } from './change-tools.ts';

const QueryEditor = lazyRouteComponent(() => import('@studio-pg/react/query-editor'), 'QueryEditor');

const start = { selections: [{ anchor: 0, head: 0 }], top: 0, folds: [] };

interface SourceFormProps {
  title: string;
  /** A statement that replaces what is there, without its semicolon. */
  source: string;
  /** The source as it is now; null: it is gone. */
  readAgain: () => Promise<string | null>;
  onClose: () => void;
}

export function SourceForm({ title, source, readAgain, onClose }: SourceFormProps): ReactNode {
  const { id } = useConnection();
  const { completion } = use(ChangeTools);
  const analyze = useCallback((sql: string, signal: AbortSignal) => client.analyze(id, sql, { signal }), [id]);
  const [text, setText] = useState(source);
  const [opened] = useState(source);
  const statement = withoutEnd(text);
  const check = async (): Promise<void> => {
    const present = await readAgain();
    if (present === opened) return;
    throw new StudioError({ severity: 'ERROR', code: '40001', message: present === null ? 'it has been dropped since it was opened' : 'the source has been changed by somebody else since it was opened',
      hint: present === null ? 'Open the text in the editor to keep it.' : 'Copy what you have written, close this, and open the source again.' }, 409);
  };
  return (
    <ChangeDialog title={title} verb="Replace" statements={statement === withoutEnd(opened) ? [] : [statement]} check={check} shows_sql={false} onClose={onClose}>
      <div className="h-72 overflow-hidden rounded-sm border border-line">
        <Suspense fallback={<SkeletonLines lines={8} className="h-5" />}>
          <QueryEditor initial_text={opened} initial_place={start} error_offset={null} wraps analyze={analyze} {...(completion && { catalog: completion })}
            onChange={setText} onRun={() => undefined} />
        </Suspense>
      </div>
      <section aria-label="Changes" className="max-h-60 overflow-auto rounded-sm border border-line">
        <DiffView before={opened} after={text} label="What is changed" />
      </section>
    </ChangeDialog>
  );
}

/** A statement without the semicolon and the white space behind it. */
function withoutEnd(text: string): string {
  const trimmed = text.trimEnd();
  return trimmed.endsWith(';') ? trimmed.slice(0, -1).trimEnd() : trimmed;
}
