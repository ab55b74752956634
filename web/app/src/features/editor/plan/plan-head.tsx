// The line over a plan: which plan, its times, what was rolled back, the way back to the results.

import type { Plan } from '@studio-pg/react/plan';
import { Rows3 } from 'lucide-react';
import type { ReactNode } from 'react';
import { durationText, plural } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { BarSelect } from '../../../ui/field.tsx';
import type { KeptPlan } from './plan-shelf.ts';
import { hasTimes } from './plan-words.ts';
import type { Explain } from './use-explain.ts';

interface PlanHeadProps {
  explain: Explain;
  kept: KeptPlan;
  plan: Plan;
  children: ReactNode;
}

export function PlanHead({ explain, kept, plan, children }: PlanHeadProps): ReactNode {
  const { shelf, state } = explain;
  const facts = factsOf(plan);
  const notices = kept.answer?.notices ?? [];
  return (
    <>
      <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-surface-1 px-2 py-1">
        {children}
        <BarSelect label="Which plan" value={String(kept.id)} onChange={(event) => shelf.show(Number(event.target.value))}>
          {state.plans.map((each) => <option key={each.id} value={each.id}>{each.name}</option>)}
        </BarSelect>
        <span role="status" className="text-small text-muted tabular-nums">{facts.join(' · ')}</span>
        <Button look="quiet" className="ml-auto" onClick={() => shelf.open(false)}>
          <Rows3 aria-hidden size={14} strokeWidth={1.5} /> Results
        </Button>
      </div>
      {kept.answer?.rolled_back === true && (
        <p className="border-b border-line bg-warning-soft px-3 py-1.5 text-small">
          The statement was run and rolled back. Sequences keep their numbers, and what functions did outside of the database stays.
        </p>
      )}
      {notices.length > 0 && (
        <ol aria-label="Notices" className="max-h-24 overflow-auto border-b border-line px-3 py-1 font-mono text-small">
          {notices.map((notice, index) => <li key={index}><span className="text-muted">{notice.severity}</span> {notice.message}</li>)}
        </ol>
      )}
    </>
  );
}

function factsOf(plan: Plan): string[] {
  const settings = Object.entries(plan.settings);
  return [
    plan.planning_ms === null ? '' : `planning ${durationText(plan.planning_ms)}`,
    plan.execution_ms === null ? (plan.nodes.some((node) => node.actual) ? 'rows counted, no times' : 'not run: costs, no times') : `execution ${durationText(plan.execution_ms)}`,
    plan.execution_ms !== null && !hasTimes(plan) ? 'without times of nodes' : '',
    plan.jit ? `JIT ${plural(plan.jit.functions, 'function')}${plan.jit.total_ms === null ? '' : ` ${durationText(plan.jit.total_ms)}`}` : '',
    ...plan.triggers.map((trigger) => `trigger ${trigger.name} ${plural(trigger.calls, 'call')}${trigger.ms === null ? '' : ` ${durationText(trigger.ms)}`}`),
    settings.length === 0 ? '' : settings.map(([name, value]) => `${name} = ${value}`).join(', '),
  ].filter((text) => text !== '');
}
