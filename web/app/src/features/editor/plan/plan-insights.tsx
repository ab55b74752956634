// What a plan says to who has read many: each line with its reason and what to do, leading to its node.

import { Lightbulb, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PlanViewProps } from './plan-view.tsx';
import { nodeName } from './plan-words.ts';

export function PlanInsights({ plan, insights, selected, onSelect }: PlanViewProps): ReactNode {
  return (
    <section aria-label="Insights" className="border-b border-line">
      <h2 className="px-3 pt-2 pb-1 font-semibold">Insights</h2>
      {insights.length === 0 && (
        <p className="px-3 pb-2 text-small text-muted">
          {plan.execution_ms === null ? 'Nothing stands out. Most of what can go wrong is only seen with ANALYZE.' : 'Nothing stands out.'}
        </p>
      )}
      <ul>
        {insights.map((insight, index) => {
          const node = insight.node === null ? undefined : plan.nodes[insight.node];
          const Icon = insight.severity === 'warning' ? TriangleAlert : Lightbulb;
          return (
            <li key={index} className={`border-t border-line px-3 py-2 text-small ${insight.node === selected ? 'bg-surface-1' : ''}`}>
              <p className="flex items-start gap-1.5 font-medium">
                <Icon size={14} strokeWidth={1.5} aria-label={insight.severity} className={`mt-px shrink-0 ${insight.severity === 'warning' ? 'text-warning' : 'text-muted'}`} />
                {insight.title}
              </p>
              {node && <button type="button" onClick={() => onSelect(node.id)} className="max-w-full truncate text-left text-accent hover:underline">{nodeName(node)}</button>}
              <p className="pt-0.5 break-words text-muted">{insight.reason}</p>
              <p className="pt-0.5 break-words">{insight.advice}</p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
