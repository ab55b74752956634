// A page that is one list of a connection's objects: its name and number, what can be made, the list.

import { asStudioError } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import type { ReactNode } from 'react';
import { useConnection } from '../../lib/connection-context.tsx';
import { countText } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { SkeletonLines } from '../../ui/states.tsx';

interface ListPageProps {
  title: string;
  /** Undefined until it is known. */
  count: number | undefined;
  question: { isPending: boolean; error: unknown; refetch: () => unknown };
  actions: ReactNode;
  children: ReactNode;
}

export function ListPage({ title, count, question, actions, children }: ListPageProps): ReactNode {
  const connection = useConnection();
  return (
    <div className="flex h-full flex-col">
      <title>{`${title} · ${connection.name}`}</title>
      <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-2 border-b border-line bg-surface-1 px-2 py-1">
        <h1 className="mr-auto font-semibold">{title} <span className="font-normal text-faint tabular-nums">{count !== undefined && countText(count)}</span></h1>
        {actions}
      </div>
      <div className="min-h-0 flex-1 overflow-auto" tabIndex={0} role="region" aria-label={`${title}, list`}>
        {question.isPending && <SkeletonLines lines={16} />}
        {question.error !== null && <ErrorPanel error={asStudioError(question.error).fields} actions={<Button onClick={() => void question.refetch()}>Try again</Button>} />}
        {children}
      </div>
    </div>
  );
}
