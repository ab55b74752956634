// How a query ended, as a sign and a word.

import type { HistoryStatus } from '@studio-pg/client';
import { Ban, CircleCheck, CircleX, Clock } from 'lucide-react';
import type { ReactNode } from 'react';

const looks = {
  ok: { Icon: CircleCheck, word: 'done', color: 'text-success' },
  failed: { Icon: CircleX, word: 'failed', color: 'text-danger' },
  cancelled: { Icon: Ban, word: 'canceled', color: 'text-muted' },
  timeout: { Icon: Clock, word: 'timed out', color: 'text-warning' },
} as const;

export function StatusMark({ status }: { status: HistoryStatus }): ReactNode {
  const { Icon, word, color } = looks[status];
  return (
    <span className={`inline-flex min-w-0 items-center gap-1.5 ${color}`}>
      <Icon aria-hidden size={14} strokeWidth={1.5} className="shrink-0" /><span className="truncate">{word}</span>
    </span>
  );
}
