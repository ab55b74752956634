// What a route shows while it loads, when it fails, and where there is none.

import { asStudioError, StudioError } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { Link, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { BusyBar, EmptyState } from '../ui/states.tsx';

export function RoutePending(): ReactNode {
  return <div className="relative h-full"><BusyBar label="Loading" /></div>;
}

export function RouteNotFound(): ReactNode {
  return (
      <main className="h-full">
        <EmptyState title="There is nothing at this address">
          <p>The connection or table may have been deleted, or it belongs to another account.</p>
          <Link to="/" className="text-accent underline">Go to my connections</Link>
        </EmptyState>
      </main>
  );
}

export function RouteError({ error }: { error: unknown }): ReactNode {
  const router = useRouter();
  if (error instanceof StudioError && error.status === 404) return <RouteNotFound />;
  return (
    <main className="grid h-full place-content-center p-4">
      <div className="w-[min(560px,calc(100vw-32px))]">
        <ErrorPanel error={asStudioError(error).fields}
          actions={<Button onClick={() => void router.invalidate()}>Try again</Button>} />
      </div>
    </main>
  );
}
