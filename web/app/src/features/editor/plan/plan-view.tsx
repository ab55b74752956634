// One plan in five ways: as a tree, by time, as a table, beside another plan, as text. What is selected in one is in all.

import { insightsOf, PlanError, planText, readPlan, readPlanText } from '@studio-pg/react/plan';
import type { Insight, Plan } from '@studio-pg/react/plan';
import { writeClipboard } from '@studio-pg/react';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { say } from '../../../lib/notice.ts';
import { readStored, writeStored } from '../../../lib/storage.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { Tabs } from './plan-tabs.tsx';
import { PlanComparison } from './plan-comparison.tsx';
import { PlanDetail } from './plan-detail.tsx';
import { PlanHead } from './plan-head.tsx';
import { PlanInsights } from './plan-insights.tsx';
import type { KeptPlan } from './plan-shelf.ts';
import { PlanTable } from './plan-table.tsx';
import { PlanTiming } from './plan-timing.tsx';
import { PlanTree } from './plan-tree.tsx';
import type { Explain } from './use-explain.ts';

const ways = [['tree', 'Tree'], ['timing', 'Timing'], ['table', 'Table'], ['compare', 'Compare'], ['text', 'Text']] as const;
type Way = (typeof ways)[number][0];

/** What every view of a plan is given. */
export interface PlanViewProps {
  plan: Plan;
  insights: readonly Insight[];
  selected: number;
  onSelect: (node: number) => void;
}

export function PlanView({ explain, kept }: { explain: Explain; kept: KeptPlan }): ReactNode {
  const read = useMemo(() => readKept(kept), [kept]);
  const [way, setWay] = useState<Way>(() => ways.find(([id]) => id === readStored('plan.view'))?.[0] ?? 'tree');
  const insights = useMemo(() => (typeof read === 'string' ? [] : insightsOf(read, kept.answer?.relations)), [read, kept.answer]);
  const { node } = explain.state;
  const choose = (next: Way): void => {
    writeStored('plan.view', next);
    setWay(next);
  };
  if (typeof read === 'string') return <NoPlan reason={read} explain={explain} />;
  const beside = explain.state.plans.find((each) => each.id === explain.state.beside);
  const other = beside ? readKept(beside) : null;
  const first = insights[0]?.node ?? 0;
  const selected = node !== null && node < read.nodes.length ? node : first;
  const view: PlanViewProps = { plan: read, insights, selected, onSelect: (chosen) => explain.shelf.select(chosen) };
  return (
    <div className="flex h-full flex-col">
      <PlanHead explain={explain} kept={kept} plan={read}>
        <Tabs label="Views of the plan" items={ways} chosen={way} onChoose={choose} />
      </PlanHead>
      <div className="flex min-h-0 flex-1 max-lg:flex-col">
        <div role="tabpanel" aria-label={ways.find(([id]) => id === way)?.[1]} className="min-h-0 min-w-0 flex-1 overflow-auto">
          {way === 'tree' && <PlanTree {...view} />}
          {way === 'timing' && <PlanTiming {...view} />}
          {way === 'table' && <PlanTable {...view} />}
          {way === 'compare' && <PlanComparison explain={explain} kept={kept} plan={read}
            other={beside && other !== null && typeof other !== 'string' ? { kept: beside, plan: other } : null} />}
          {way === 'text' && <PlanText plan={read} />}
        </div>
        {way !== 'compare' && way !== 'text' && (
          <aside aria-label="About the plan" className="min-h-0 shrink-0 overflow-auto border-line max-lg:max-h-[45%] max-lg:border-t lg:w-80 lg:border-l" tabIndex={0}>
            <PlanInsights {...view} />
            <PlanDetail {...view} />
          </aside>
        )}
      </div>
    </div>
  );
}

function readKept({ given }: KeptPlan): Plan | string {
  try {
    return 'json' in given ? readPlan(given.json) : readPlanText(given.text);
  } catch (thrown) {
    if (thrown instanceof PlanError) return thrown.message;
    throw thrown;
  }
}

function NoPlan({ reason, explain }: { reason: string; explain: Explain }): ReactNode {
  return (
    <EmptyState title="This cannot be read as a plan">
      <p>{reason}.</p>
      <span className="flex gap-2">
        <Button onClick={() => explain.setPasting(true)}>Paste another</Button>
        <Button onClick={() => explain.shelf.open(false)}>Back to the results</Button>
      </span>
    </EmptyState>
  );
}

function PlanText({ plan }: { plan: Plan }): ReactNode {
  const [is_json, setJson] = useState(false);
  const text = useMemo(() => (is_json ? plan.source : planText(plan)), [plan, is_json]);
  return (
    <div className="flex h-full flex-col">
      <div className="flex gap-2 border-b border-line px-2 py-1">
        <Button onClick={() => setJson((old) => !old)}>{is_json ? 'As text' : 'As JSON'}</Button>
        <Button onClick={() => void writeClipboard(text).then((is_copied) => say(is_copied ? 'The plan was copied.' : 'The browser did not let the plan be copied.'))}>Copy</Button>
      </div>
      <pre tabIndex={0} aria-label="Text of the plan" className="min-h-0 flex-1 overflow-auto p-3 font-mono text-small">{text}</pre>
    </div>
  );
}
