// The nodes of a plan as a table that can be sorted by any number.

import { estimateFactor, estimateGrade } from '@studio-pg/react/plan';
import type { PlanNode } from '@studio-pg/react/plan';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { countText } from '../../../lib/format.ts';
import type { PlanViewProps } from './plan-view.tsx';
import { estimateText, estimateTitle, grade_classes, hasTimes, nodeName, ownWeight, weightText, wholeWeight } from './plan-words.ts';

interface Column {
  id: string;
  label: string;
  /** What it is sorted by. */
  value: (node: PlanNode) => number;
  show: (node: PlanNode) => ReactNode;
}

export function PlanTable({ plan, selected, onSelect }: PlanViewProps): ReactNode {
  const columns = useMemo(() => columnsOf(plan), [plan]);
  const [sort, setSort] = useState<{ id: string; is_down: boolean }>({ id: 'own', is_down: true });
  const nodes = useMemo(() => {
    const column = columns.find((each) => each.id === sort.id);
    if (!column) return plan.nodes;
    const sign = sort.is_down ? -1 : 1;
    return [...plan.nodes].sort((a, b) => sign * (column.value(a) - column.value(b)) || a.id - b.id);
  }, [plan, columns, sort]);
  return (
    <table className="w-full border-collapse text-small tabular-nums">
      <thead className="sticky top-0 z-10 bg-surface-1">
        <tr>
          {columns.map((column) => {
            const is_sorted = column.id === sort.id;
            const Arrow = sort.is_down ? ArrowDown : ArrowUp;
            return (
              <th key={column.id} scope="col" aria-sort={is_sorted ? (sort.is_down ? 'descending' : 'ascending') : 'none'} className="border-b border-line font-medium">
                <button type="button" onClick={() => setSort({ id: column.id, is_down: is_sorted ? !sort.is_down : column.id !== 'node' })}
                  className={`flex h-7 w-full items-center gap-1 px-2 whitespace-nowrap text-muted hover:text-ink ${column.id === 'node' ? '' : 'justify-end'}`}>
                  {column.label}{is_sorted && <Arrow aria-hidden size={12} strokeWidth={1.5} />}
                </button>
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody>
        {nodes.map((node) => (
          <tr key={node.id} onClick={() => onSelect(node.id)} className={`h-7 border-b border-line ${node.id === selected ? 'bg-accent-soft' : 'hover:bg-surface-1'}`}>
            {columns.map((column) => (
              column.id === 'node' ? (
                <th key={column.id} scope="row" className="max-w-80 truncate px-2 text-left font-normal">
                  <button type="button" aria-pressed={node.id === selected} onClick={() => onSelect(node.id)} className="max-w-full truncate text-left">{nodeName(node)}</button>
                </th>
              ) : <td key={column.id} className="px-2 text-right whitespace-nowrap">{column.show(node)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function columnsOf(plan: PlanViewProps['plan']): Column[] {
  const has_times = hasTimes(plan);
  const is_run = plan.nodes.some((node) => node.actual !== null);
  const word = has_times ? 'time' : 'cost';
  const number = (id: string, label: string, value: (node: PlanNode) => number): Column => ({ id, label, value, show: (node) => countText(Math.round(value(node))) });
  const columns: Column[] = [
    { id: 'node', label: 'Node', value: (node) => node.id, show: nodeName },
    { id: 'own', label: `Own ${word}`, value: (node) => ownWeight(plan, node), show: (node) => weightText(plan, ownWeight(plan, node)) },
    { id: 'whole', label: `With what is below`, value: (node) => wholeWeight(plan, node), show: (node) => weightText(plan, wholeWeight(plan, node)) },
    ...(is_run ? [
      number('rows', 'Rows', (node) => node.actual?.total_rows ?? 0),
      number('loops', 'Loops', (node) => node.actual?.loops ?? 0),
    ] : []),
    number('planned', 'Planned rows', (node) => node.planned_rows),
    ...(is_run ? [{ id: 'estimate', label: 'Estimate', value: estimateFactor, show: (node: PlanNode) => (
      <span title={estimateTitle(node)} className={`rounded-sm px-1 ${grade_classes[estimateGrade(node)]}`}>{estimateText(node)}</span>) }] : []),
    number('cost', 'Cost', (node) => node.total_cost),
  ];
  if (plan.nodes.some((node) => node.counts)) {
    columns.push(
      number('hit', 'Blocks hit', (node) => (node.counts?.shared_hit ?? 0) + (node.counts?.local_hit ?? 0)),
      number('read', 'read', (node) => (node.counts?.shared_read ?? 0) + (node.counts?.local_read ?? 0)),
      number('written', 'dirtied', (node) => node.counts?.shared_dirtied ?? 0),
      number('temp', 'temporary', (node) => (node.counts?.temp_read ?? 0) + (node.counts?.temp_written ?? 0)));
  }
  if (plan.nodes.some((node) => (node.counts?.io_read_ms ?? 0) > 0)) columns.push(number('io', 'I/O ms', (node) => (node.counts?.io_read_ms ?? 0) + (node.counts?.io_write_ms ?? 0)));
  if (plan.nodes.some((node) => (node.counts?.wal_bytes ?? 0) > 0)) columns.push(number('wal', 'WAL bytes', (node) => node.counts?.wal_bytes ?? 0));
  return columns;
}
