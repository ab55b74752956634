// Two plans side by side: their times, and step by step what both have and what differs.

import { pairNodes } from '@studio-pg/react/plan';
import type { Plan, PlanNode } from '@studio-pg/react/plan';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { countText, durationText } from '../../../lib/format.ts';
import { BarSelect } from '../../../ui/field.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import type { KeptPlan } from './plan-shelf.ts';
import { nodeName, rowsText } from './plan-words.ts';
import type { Explain } from './use-explain.ts';

interface PlanComparisonProps {
  explain: Explain;
  kept: KeptPlan;
  plan: Plan;
  other: { kept: KeptPlan; plan: Plan } | null;
}

export function PlanComparison({ explain, kept, plan, other }: PlanComparisonProps): ReactNode {
  const { shelf, state } = explain;
  const others = state.plans.filter((each) => each.id !== kept.id);
  if (others.length === 0) {
    return <EmptyState title="One plan only"><p>Explain another statement, or paste a plan, to see two side by side.</p></EmptyState>;
  }
  return (
    <div className="grid gap-2 p-2">
      <BarSelect label="Compare with" value={other ? String(other.kept.id) : ''} onChange={(event) => shelf.compare(event.target.value === '' ? null : Number(event.target.value))}>
        <option value="">Compare with …</option>
        {others.map((each) => <option key={each.id} value={each.id}>{each.name}</option>)}
      </BarSelect>
      {other && <Pairs left={{ kept, plan }} right={other} />}
    </div>
  );
}

interface Side {
  kept: KeptPlan;
  plan: Plan;
}

function Pairs({ left, right }: { left: Side; right: Side }): ReactNode {
  const pairs = useMemo(() => pairNodes(left.plan, right.plan), [left.plan, right.plan]);
  const has_times = left.plan.execution_ms !== null && right.plan.execution_ms !== null;
  const totals: [string, number | null, number | null][] = [
    ['Execution', left.plan.execution_ms, right.plan.execution_ms], ['Planning', left.plan.planning_ms, right.plan.planning_ms]];
  return (
    <table className="w-full border-collapse text-small tabular-nums">
      <thead>
        <tr className="h-7 border-b border-line text-left text-muted">
          <th scope="col" className="px-2 font-medium">Step</th>
          <th scope="col" colSpan={2} className="px-2 text-right font-medium">{left.kept.name}</th>
          <th scope="col" colSpan={2} className="px-2 text-right font-medium">{right.kept.name}</th>
          <th scope="col" className="px-2 text-right font-medium">Difference</th>
        </tr>
      </thead>
      <tbody>
        {totals.filter(([, a, b]) => a !== null && b !== null).map(([name, a, b]) => (
          <tr key={name} className="h-7 border-b border-line font-medium">
            <th scope="row" className="px-2 text-left font-medium">{name}</th>
            <td className="px-2" /><td className="px-2 text-right">{durationText(a ?? 0)}</td>
            <td className="px-2" /><td className="px-2 text-right">{durationText(b ?? 0)}</td>
            <td className="px-2 text-right">{differenceText(a ?? 0, b ?? 0)}</td>
          </tr>
        ))}
        {pairs.map(({ left: one, right: two }, index) => <PairLine key={index} one={one} two={two} has_times={has_times} />)}
      </tbody>
    </table>
  );
}

function PairLine({ one, two, has_times }: { one: PlanNode | null; two: PlanNode | null; has_times: boolean }): ReactNode {
  const node = one ?? two;
  if (!node) return null;
  const weight = (each: PlanNode): number => (has_times ? each.actual?.exclusive_ms ?? 0 : each.exclusive_cost);
  const words = (each: PlanNode): string => (has_times ? durationText(weight(each)) : countText(Math.round(weight(each))));
  const look = one && two ? '' : one ? 'bg-delete' : 'bg-insert';
  const cells = (each: PlanNode | null): ReactNode => (
    <>
      <td className="px-2 text-right text-muted">{each && `${rowsText(each)} rows`}</td>
      <td className="px-2 text-right">{each ? words(each) : '–'}</td>
    </>
  );
  return (
    <tr className={`h-7 border-b border-line ${look}`}>
      <th scope="row" className="max-w-96 truncate px-2 text-left font-normal" style={{ paddingLeft: 8 + Math.min(node.depth, 24) * 12 }}>
        {!two && <span className="font-semibold">left only </span>}{!one && <span className="font-semibold">right only </span>}
        {nodeName(node)}
      </th>
      {cells(one)}{cells(two)}
      <td className="px-2 text-right">{one && two ? differenceText(weight(one), weight(two)) : ''}</td>
    </tr>
  );
}

/** From left to right: `2.1× less`, `3× more`, nothing for small change. */
function differenceText(left: number, right: number): string {
  if (Math.max(left, right) < 0.05 || left <= 0 || right <= 0) return '';
  const factor = Math.max(left, right) / Math.min(left, right);
  return factor < 1.1 ? 'same' : `${factor < 10 ? factor.toFixed(1) : countText(Math.round(factor))}× ${right < left ? 'less' : 'more'}`;
}
