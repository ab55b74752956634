// A plan at work: each node with the rows that it has given so far, beside those that the planner expected.

import { readPlan, withRows } from '@studio-pg/react/plan';
import type { NodeRows, PlanNode } from '@studio-pg/react/plan';
import type { RunState } from '@studio-pg/react';
import { useQuery } from '@tanstack/react-query';
import { Rows3 } from 'lucide-react';
import { useMemo, useRef } from 'react';
import type { ReactNode } from 'react';
import { countText } from '../../../../lib/format.ts';
import { Button } from '../../../../ui/button.tsx';
import { activityQuery } from '../../running/activity.ts';
import { nodeName } from '../plan-words.ts';
import { shareOf, shareText } from './live-words.ts';

/** The server looks four times a second. */
const asked_every_ms = 500;
/** Deeper nodes are not moved further to the right. */
const indent_limit = 16;
const none: NodeRows = [];

export function LivePlanView({ state, onResults }: { state: RunState; onResults: () => void }): ReactNode {
  const shown = state.live_plans.at(-1);
  const activity = useQuery({ ...activityQuery(state.query_id ?? '', asked_every_ms), enabled: state.query_id !== null }).data;
  const told = activity?.plan?.statement === shown?.statement ? activity?.plan?.nodes : undefined;
  const rows = shown?.nodes ?? told ?? none;
  const moved = useMoved(rows);
  const nodes = useMemo(() => (shown ? readPlan(withRows(shown.plan, rows)).nodes : []), [shown, rows]);
  if (!shown) return null;
  const uncounted = shown.node_count - 200;
  return (
    <div className="flex h-full flex-col">
      <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-surface-1 px-2 py-1 text-small">
        <span className="font-medium">Plan at work</span>
        <span role="status" className="text-muted">{shown.statement > 0 && `statement ${shown.statement + 1}, `}rows so far of those expected</span>
        <Button look="quiet" className="ml-auto" onClick={onResults}><Rows3 aria-hidden size={14} strokeWidth={1.5} /> Results</Button>
      </div>
      <div className="min-h-0 flex-1 overflow-auto" tabIndex={0} role="group" aria-label="Rows of the plan">
        <table className="w-full min-w-max border-collapse text-small tabular-nums">
          <caption className="sr-only">Rows so far of each node</caption>
          <thead className="sticky top-0 bg-surface-1 text-left text-muted">
            <tr className="h-7 border-b border-line">
              <th scope="col" className="px-3 font-normal">Node</th>
              <th scope="col" className="w-28 px-3 text-right font-normal">Rows so far</th>
              <th scope="col" className="w-28 px-3 text-right font-normal">Expected</th>
              <th scope="col" className="w-52 px-3 font-normal">Part</th>
            </tr>
          </thead>
          <tbody>{nodes.map((node) => <Line key={node.id} node={node} is_at_work={moved.has(node.id)} is_counted={node.id < rows.length} />)}</tbody>
        </table>
        {uncounted > 0 && <p className="px-3 py-2 text-small text-muted">The {countText(uncounted)} nodes behind the first 200 are not counted.</p>}
      </div>
    </div>
  );
}

interface LineProps {
  node: PlanNode;
  is_at_work: boolean;
  is_counted: boolean;
}

function Line({ node, is_at_work, is_counted }: LineProps): ReactNode {
  const share = shareOf(node);
  return (
    <tr className={`h-7 border-b border-line ${is_at_work ? 'bg-accent-soft' : ''}`}>
      <th scope="row" className="px-3 text-left font-normal whitespace-nowrap">
        <span style={{ paddingLeft: `${Math.min(node.depth, indent_limit) * 16}px` }} className="flex items-center gap-2">
          {node.part !== null && <span className="text-muted">{node.part}</span>}
          <span className={is_at_work ? 'font-medium' : ''}>{nodeName(node)}</span>
          {is_at_work && <span className="text-accent">at work</span>}
        </span>
      </th>
      <td className="px-3 text-right">{node.actual ? countText(Math.round(node.actual.total_rows)) : is_counted ? 'not begun' : '–'}</td>
      <td className="px-3 text-right text-muted">{countText(node.planned_rows * Math.max(1, node.actual?.loops ?? 1))}</td>
      <td className="px-3">
        <span className="flex items-center gap-2">
          <span aria-hidden className="h-2 w-28 shrink-0 overflow-hidden rounded-sm bg-surface-2">
            <span className={`block h-full rounded-sm ${share > 1 ? 'bg-warning' : 'bg-accent'}`} style={{ width: `${Math.min(1, share) * 100}%` }} />
          </span>
          <span className="w-14 text-right">{node.actual ? shareText(share) : ''}</span>
        </span>
      </td>
    </tr>
  );
}

/** The nodes that gave rows between the last two looks. */
function useMoved(rows: NodeRows): ReadonlySet<number> {
  const seen = useRef<{ rows: NodeRows; moved: ReadonlySet<number> }>({ rows: none, moved: new Set() });
  return useMemo(() => {
    const before = seen.current;
    if (before.rows === rows) return before.moved;
    const moved = new Set(rows.flatMap(([count], at) => (count > (before.rows[at]?.[0] ?? 0) ? [at] : [])));
    seen.current = { rows, moved };
    return moved;
  }, [rows]);
}
