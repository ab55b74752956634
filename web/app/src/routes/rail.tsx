// The rail: the areas of the studio, and at its foot what is done less often. On a telephone it is a bar at the foot.

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Activity, Bookmark, History, ScrollText, SquareTerminal, Table2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useConnection } from '../lib/connection-context.tsx';
import { runningQuery } from '../lib/running-query.ts';

const areas = [
  { to: '/c/$connection/tables', label: 'Tables', Icon: Table2 },
  { to: '/c/$connection/sql', label: 'SQL', Icon: SquareTerminal },
  { to: '/c/$connection/saved', label: 'Saved', Icon: Bookmark },
  { to: '/c/$connection/running', label: 'Running', Icon: Activity },
  { to: '/c/$connection/history', label: 'History', Icon: History },
  { to: '/c/$connection/audit', label: 'Audit', Icon: ScrollText },
] as const;

/** The first area that stands at the foot. */
const first_at_foot = 'Audit';

const look = 'grid place-items-center gap-0.5 text-[10px] leading-3 text-muted hover:text-ink data-[status=active]:text-accent '
  + 'sm:h-12 max-sm:h-12 max-sm:flex-1';

export function Rail(): ReactNode {
  const params = { connection: useConnection().id };
  return (
    <nav aria-label="Areas" className="flex shrink-0 border-line bg-surface-1 sm:w-12 sm:flex-col sm:border-r max-sm:border-t">
      {areas.map(({ to, label, Icon }) => (
        <Link key={to} to={to} params={params} className={`${look} ${label === first_at_foot ? 'sm:mt-auto' : ''}`}
          activeOptions={{ exact: false, includeSearch: false }}>
          <span className="relative grid justify-items-center gap-0.5">
            <Icon aria-hidden size={18} strokeWidth={1.5} />{label}
            {label === 'Running' && <RunningCount />}
          </span>
        </Link>
      ))}
    </nav>
  );
}

/** How many queries of one's own run now. */
function RunningCount(): ReactNode {
  const count = useQuery(runningQuery()).data?.filter((each) => each.state !== 'done').length ?? 0;
  if (count === 0) return null;
  return (
    <span className="absolute -top-1 -right-2 rounded-full bg-accent px-1 text-[10px] leading-3.5 font-semibold text-accent-text tabular-nums">
      <span className="sr-only">, </span>{count}
    </span>
  );
}
