// The page of an object that has no rows: its name, what is known of it, what can be done with it, its text.

import { asStudioError } from '@studio-pg/client';
import { ErrorPanel, writeClipboard } from '@studio-pg/react';
import type { ReactNode } from 'react';
import { useConnection } from '../../lib/connection-context.tsx';
import { shownName } from '../../lib/format.ts';
import { say } from '../../lib/notice.ts';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { EmptyState, SkeletonLines } from '../../ui/states.tsx';

interface ObjectPageProps {
  /** `function`, `type`. */
  what: string;
  /** Null where it stands in none. */
  schema: string | null;
  name: ReactNode;
  title: string;
  facts: readonly (readonly [string, ReactNode])[];
  /** Buttons. */
  actions: ReactNode;
  children?: ReactNode;
}

export function ObjectPage({ what, schema, name, title, facts, actions, children }: ObjectPageProps): ReactNode {
  const connection = useConnection();
  return (
    <div className="flex h-full flex-col">
      <title>{`${title} · ${connection.name}`}</title>
      <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-2 border-b border-line bg-surface-1 px-2 py-1">
        <h1 className="mr-auto flex min-w-0 items-center font-semibold">
          <span className="mr-1.5 font-normal text-muted">{what}</span>
          {schema !== null && <span className="truncate font-normal text-muted max-sm:hidden">{shownName(schema)}.</span>}<bdi className="truncate">{name}</bdi>
        </h1>
        {actions}
      </div>
      <div className="min-h-0 flex-1 overflow-auto" tabIndex={-1}>
        <Facts facts={facts} />
        {children}
      </div>
    </div>
  );
}

export function ObjectText({ text }: { text: string }): ReactNode {
  return (
    <section aria-label="Source" className="border-t border-line">
      <div className="flex justify-end px-3 pt-2">
        <Button onClick={() => void writeClipboard(text).then(() => say('Copied the source'))}>Copy</Button>
      </div>
      <pre aria-label="SQL" tabIndex={0} className="overflow-x-auto p-4 pt-1 font-mono text-small whitespace-pre-wrap">{text}</pre>
    </section>
  );
}

/** Its place while it loads, where it cannot be read, and where there is none. */
export function ObjectAbsent({ what, error, is_pending, refetch }: { what: string; error: unknown; is_pending: boolean; refetch: () => void }): ReactNode {
  if (error !== null && error !== undefined) return <ErrorPanel error={asStudioError(error).fields} actions={<Button onClick={refetch}>Try again</Button>} />;
  if (is_pending) return <SkeletonLines lines={16} />;
  return (
    <EmptyState title={`There is no such ${what}`}>
      <p>It may have been dropped, or made anew, since this address was made.</p>
      <Button onClick={refetch}>Look again</Button>
    </EmptyState>
  );
}
