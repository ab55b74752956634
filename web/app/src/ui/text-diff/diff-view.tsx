// Two texts, one below the other, with what was removed and added.

import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { diffLines } from './diff.ts';

const looks = {
  same: { sign: ' ', words: '', color: '' },
  removed: { sign: '−', words: 'removed: ', color: 'bg-delete' },
  added: { sign: '+', words: 'added: ', color: 'bg-insert' },
} as const;

export function DiffView({ before, after, label }: { before: string; after: string; label: string }): ReactNode {
  const lines = useMemo(() => diffLines(before, after), [before, after]);
  if (before === after) return <p className="px-3 py-2 text-muted">The texts are the same.</p>;
  return (
    <div role="group" aria-label={label} tabIndex={0} className="h-full overflow-auto py-1 font-mono text-[13px]/5">
      {lines.map(({ kind, text, old_line, new_line }, index) => (
        <div key={index} className={`flex ${looks[kind].color}`}>
          <span aria-hidden className="w-16 shrink-0 pr-2 text-right text-small/5 text-muted tabular-nums select-none">
            {old_line ?? ''} {new_line ?? ''}
          </span>
          <span aria-hidden className="w-4 shrink-0 select-none">{looks[kind].sign}</span>
          <span className="min-w-0 break-words whitespace-pre-wrap"><span className="sr-only">{looks[kind].words}</span>{text}</span>
        </div>
      ))}
    </div>
  );
}
