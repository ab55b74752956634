// A page of settings: a title, sections with a title and a sentence each, rows of a list.

import type { ReactNode } from 'react';

interface PageProps {
  title: string;
  /** A sentence under the title. */
  about?: ReactNode;
  /** Buttons at its right. */
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, about, actions, children }: PageProps): ReactNode {
  return (
    <div className="mx-auto grid w-full max-w-3xl content-start gap-6 p-6 max-sm:p-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="grid gap-1">
          <h1 className="text-large font-semibold">{title}</h1>
          {about !== undefined && <p className="max-w-prose text-muted">{about}</p>}
        </div>
        {actions}
      </div>
      {children}
    </div>
  );
}

interface SectionProps {
  title?: string;
  about?: ReactNode;
  children?: ReactNode;
}

export function Section({ title, about, children }: SectionProps): ReactNode {
  return (
    <section className="grid gap-4 rounded-md border border-line bg-surface-0 p-4">
      {(title !== undefined || about !== undefined) && <div className="grid gap-1">
        {title !== undefined && <h2 className="text-title font-semibold">{title}</h2>}
        {about !== undefined && <p className="max-w-prose text-muted">{about}</p>}
      </div>}
      {children}
    </section>
  );
}

/** A list of things, one below the other. */
export function Rows({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return <ul aria-label={label} className="grid rounded-md border border-line bg-surface-0">{children}</ul>;
}

interface RowProps {
  title: ReactNode;
  /** What is to know about it, in a quieter second line. */
  facts?: ReactNode;
  children?: ReactNode;
}

export function Row({ title, facts, children }: RowProps): ReactNode {
  return (
    <li className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-2 last:border-b-0">
      <div className="grid min-w-0 flex-1 basis-40">
        <span className="flex min-w-0 items-center gap-2 font-medium wrap-anywhere">{title}</span>
        {facts !== undefined && <span className="text-small text-muted wrap-anywhere">{facts}</span>}
      </div>
      {children !== undefined && <div className="flex shrink-0 items-center gap-1">{children}</div>}
    </li>
  );
}

/** A word about a thing, beside its name. */
export function Tag({ look = 'plain', children }: { look?: 'plain' | 'accent' | 'warning' | 'danger'; children: ReactNode }): ReactNode {
  const colors = {
    plain: 'bg-surface-2 text-muted', accent: 'bg-accent-soft text-accent', warning: 'bg-warning-soft text-warning',
    danger: 'bg-danger-soft text-danger',
  };
  return (
    <span className={`inline-flex h-5 shrink-0 items-center gap-1 rounded-sm px-1.5 text-small font-medium whitespace-nowrap ${colors[look]}`}>
      {children}
    </span>
  );
}
