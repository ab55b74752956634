// What a screen shows while it has nothing to show: loading, empty. Errors are shown by the ErrorPanel.

import type { ReactNode } from 'react';

export function EmptyState({ title, children }: { title: string; children?: ReactNode }): ReactNode {
  return (
    <div className="grid h-full place-content-center justify-items-center gap-2 p-6 text-center">
      <h2 className="text-title font-semibold">{title}</h2>
      {children !== undefined && <div className="grid max-w-md justify-items-center gap-3 text-muted">{children}</div>}
    </div>
  );
}

/** Lines of the height of what comes. */
export function SkeletonLines({ lines, className = 'h-7' }: { lines: number; className?: string }): ReactNode {
  return (
    <div aria-hidden className="grid gap-px p-2">
      {Array.from({ length: lines }, (_, index) => (
        <div key={index} className={`flex items-center ${className}`}>
          <div className="skeleton h-2.5" style={{ width: `${40 + ((index * 37) % 45)}%` }} />
        </div>
      ))}
    </div>
  );
}

/** The thin bar of what takes up to a second. */
export function BusyBar({ label }: { label: string }): ReactNode {
  return <div className="busy-bar" role="progressbar" aria-label={label} />;
}
