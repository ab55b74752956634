// A page that is one small box in the middle: signing in, joining, a first connection.

import type { ReactNode } from 'react';

interface CardProps {
  title: string;
  about?: ReactNode;
  children: ReactNode;
}

export function Card({ title, about, children }: CardProps): ReactNode {
  return (
    <main className="grid h-full place-items-center overflow-auto bg-surface-1 p-4">
      <div className="relative grid w-full max-w-sm gap-4 overflow-hidden rounded-md border border-line bg-surface-0 p-6">
        <div className="grid gap-1">
          <h1 className="text-large font-semibold wrap-anywhere">{title}</h1>
          {about !== undefined && <div className="text-muted wrap-anywhere">{about}</div>}
        </div>
        {children}
      </div>
    </main>
  );
}
