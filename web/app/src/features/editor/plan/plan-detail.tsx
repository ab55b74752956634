// All that is known of the selected node.

import { estimateFactor, valueText } from '@studio-pg/react/plan';
import type { PlanNode } from '@studio-pg/react/plan';
import type { ReactNode } from 'react';
import { countText, durationText } from '../../../lib/format.ts';
import type { PlanViewProps } from './plan-view.tsx';

/** Told above in other words. */
const told = /^(Node Type|Actual |Plan (Rows|Width)|Startup Cost|Total Cost|Parallel Aware|Async Capable|Parent Relationship|(Shared|Local|Temp) .*Blocks|Workers$|Plans$|WAL )/;

export function PlanDetail({ plan, selected }: PlanViewProps): ReactNode {
  const node = plan.nodes[selected];
  if (!node) return null;
  return (
    <section aria-label="The selected node" className="px-3 py-2">
      <h2 className="font-semibold">{node.type}</h2>
      {node.subject !== '' && <p className="break-words text-muted">{node.subject}</p>}
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 pt-2 text-small">
        {factsOf(node).map(([name, value]) => <Fact key={name} name={name} value={value} />)}
      </dl>
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string }): ReactNode {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="break-words tabular-nums">{value}</dd>
    </>
  );
}

function factsOf(node: PlanNode): [string, string][] {
  const { actual, counts } = node;
  const facts: [string, string | null][] = [
    ['Own time', actual?.exclusive_ms == null ? null : durationText(actual.exclusive_ms)],
    ['With what is below', actual?.inclusive_ms == null ? null : durationText(actual.inclusive_ms)],
    ['First row after', actual?.first_row_ms == null ? null : durationText(actual.first_row_ms)],
    ['Rows', actual ? `${countText(actual.total_rows)}${actual.loops > 1 ? `, in ${countText(actual.loops)} loops` : ''}` : node.is_never_executed ? 'never executed' : null],
    ['Planned rows', `${countText(node.planned_rows)}${node.actual && node.actual.loops > 1 ? ' in each loop' : ''}`],
    ['Estimate', node.estimate === null ? null : estimateFactor(node) < 1.05 ? 'exact' : `${estimateFactor(node).toFixed(1)} times ${node.estimate > 1 ? 'too low' : 'too high'}`],
    ['Cost', `${node.startup_cost.toFixed(2)} … ${node.total_cost.toFixed(2)}`],
    ['Width', `${countText(node.width)} bytes`],
    ['Blocks of its own', counts && blocksText(counts)],
    ['Temporary blocks', counts && counts.temp_read + counts.temp_written > 0 ? `${countText(counts.temp_read)} read, ${countText(counts.temp_written)} written` : null],
    ['I/O time', counts && counts.io_read_ms + counts.io_write_ms > 0 ? durationText(counts.io_read_ms + counts.io_write_ms) : null],
    ['WAL', counts && counts.wal_records > 0 ? `${countText(counts.wal_records)} records, ${countText(counts.wal_bytes)} bytes` : null],
    ['Workers', node.workers && `${node.workers.launched ?? '?'} of ${node.workers.planned} planned`],
    ...Object.entries(node.fields).filter(([name, value]) => !told.test(name) && value !== 0 && value !== false)
      .map(([name, value]): [string, string] => [name, valueText(value)]),
    ...workerFacts(node),
  ];
  return facts.filter((fact): fact is [string, string] => fact[1] !== null);
}

function blocksText(counts: NonNullable<PlanNode['counts']>): string {
  const parts = [[counts.shared_hit + counts.local_hit, 'in memory'], [counts.shared_read + counts.local_read, 'read'],
    [counts.shared_dirtied + counts.local_dirtied, 'dirtied'], [counts.shared_written + counts.local_written, 'written']] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${countText(count)} ${word}`);
  return said.length === 0 ? 'none' : said.join(', ');
}

function workerFacts(node: PlanNode): [string, string][] {
  const workers = Array.isArray(node.fields.Workers) ? node.fields.Workers as Record<string, unknown>[] : [];
  return workers.filter((worker) => typeof worker['Actual Rows'] === 'number').map((worker) => [
    `Worker ${String(worker['Worker Number'])}`,
    `${countText(Number(worker['Actual Rows']) * Number(worker['Actual Loops'] ?? 1))} rows${typeof worker['Actual Total Time'] === 'number' ? `, ${durationText(worker['Actual Total Time'])}` : ''}`,
  ]);
}
