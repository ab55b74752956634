// The plan as a tree: what each node is, its rows against the planner's, its own part of the time as a bar.

import { estimateGrade } from '@studio-pg/react/plan';
import type { PlanNode } from '@studio-pg/react/plan';
import { ChevronDown, ChevronRight, Lightbulb, TriangleAlert } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { PlanViewProps } from './plan-view.tsx';
import { estimateText, estimateTitle, grade_classes, hasTimes, ownWeight, rowsText, totalWeight, weightText } from './plan-words.ts';

/** Deeper nodes are not moved further to the right. */
const indent_limit = 24;

export function PlanTree({ plan, insights, selected, onSelect }: PlanViewProps): ReactNode {
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set());
  const list = useRef<HTMLDivElement>(null);
  const nodes = useMemo(() => visibleNodes(plan.nodes, folded), [plan, folded]);
  const has_focus = useRef(false);
  useEffect(() => {
    if (has_focus.current) list.current?.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
  }, [selected]);
  const fold = (id: number, is_folded: boolean): void => setFolded((old) => {
    const next = new Set(old);
    if (is_folded) next.add(id);
    else next.delete(id);
    return next;
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = nodeByKey(event.key, nodes, selected, folded, fold);
    if (next === null) return;
    has_focus.current = true;
    onSelect(next);
    event.preventDefault();
  };
  const is_shown = nodes.some((node) => node.id === selected);
  return (
    <div className="min-w-max">
      <div aria-hidden className="sticky top-0 z-10 flex h-7 items-center gap-3 border-b border-line bg-surface-1 px-3 text-small text-muted">
        <span className="flex-1">Node</span>
        <span className="w-24 text-right">Rows</span><span className="w-20 text-right">Estimate</span>
        <span className="w-44 shrink-0">{hasTimes(plan) ? 'Own time' : 'Own cost'}</span>
      </div>
      <div ref={list} role="tree" aria-label="Plan" onKeyDown={onKeyDown} onBlur={() => { has_focus.current = false; }}>
        {nodes.map((node, index) => (
          <TreeLine key={node.id} plan={plan} node={node} is_selected={node.id === selected} is_folded={folded.has(node.id)}
            is_in_order={node.id === selected || (!is_shown && index === 0)} onSelect={() => onSelect(node.id)}
            onFold={() => fold(node.id, !folded.has(node.id))}
            insight={insights.find((each) => each.node === node.id)?.severity ?? null} />
        ))}
      </div>
    </div>
  );
}

interface TreeLineProps {
  plan: PlanViewProps['plan'];
  node: PlanNode;
  is_selected: boolean;
  is_folded: boolean;
  is_in_order: boolean;
  onSelect: () => void;
  onFold: () => void;
  insight: 'warning' | 'hint' | null;
}

function TreeLine({ plan, node, is_selected, is_folded, is_in_order, onSelect, onFold, insight }: TreeLineProps): ReactNode {
  const Fold = is_folded ? ChevronRight : ChevronDown;
  return (
    <div role="treeitem" aria-level={node.depth + 1} aria-selected={is_selected} aria-expanded={node.children.length > 0 ? !is_folded : undefined}
      tabIndex={is_in_order ? 0 : -1} onClick={onSelect} onDoubleClick={onFold}
      className={`flex h-7 items-center gap-3 border-b border-line px-3 aria-selected:bg-accent-soft ${is_selected ? '' : 'hover:bg-surface-1'} ${node.is_never_executed ? 'text-faint' : ''}`}>
      <span className="flex min-w-64 flex-1 items-center gap-1.5" style={{ paddingLeft: Math.min(node.depth, indent_limit) * 16 }}>
        <span className="grid w-4 shrink-0 place-items-center text-faint" onClick={onFold}>
          {node.children.length > 0 && <Fold aria-hidden size={14} strokeWidth={1.5} />}
        </span>
        {node.part !== null && <span className="rounded-sm bg-surface-2 px-1 text-small text-muted">{node.part}</span>}
        <span className="font-medium whitespace-nowrap">{node.type}</span>
        <span className={`max-w-80 truncate ${is_selected ? 'text-ink' : 'text-muted'}`}>{node.subject}</span>
        {node.workers && <span className="text-small text-muted">{node.workers.launched ?? node.workers.planned} workers</span>}
        {insight === 'warning' && <TriangleAlert size={14} strokeWidth={1.5} aria-label="has a warning" className="shrink-0 text-warning" />}
        {insight === 'hint' && <Lightbulb size={14} strokeWidth={1.5} aria-label="has a hint" className="shrink-0 text-muted" />}
      </span>
      <span className="w-24 text-right tabular-nums" title={estimateTitle(node)}>{rowsText(node)}</span>
      <span className="w-20 text-right text-small tabular-nums" title={estimateTitle(node)}>
        <span className={`rounded-sm px-1 ${grade_classes[estimateGrade(node)]}`}>{estimateText(node)}</span>
      </span>
      <WeightBar plan={plan} node={node} />
    </div>
  );
}

function WeightBar({ plan, node }: Pick<TreeLineProps, 'plan' | 'node'>): ReactNode {
  const weight = ownWeight(plan, node);
  const total = totalWeight(plan);
  const part = total > 0 ? weight / total : 0;
  return (
    <span className="flex w-44 shrink-0 items-center gap-2">
      <span aria-hidden className="h-2 w-16 shrink-0 rounded-sm bg-surface-2">
        <span className="block h-full rounded-sm bg-accent" style={{ width: `${Math.min(100, part * 100)}%` }} />
      </span>
      <span className="flex-1 text-right text-small whitespace-nowrap tabular-nums">{weightText(plan, weight)}</span>
      <span className="w-9 text-right text-small text-muted tabular-nums">{Math.round(part * 100)}%</span>
    </span>
  );
}

function visibleNodes(nodes: readonly PlanNode[], folded: ReadonlySet<number>): PlanNode[] {
  const hidden = new Set<number>();
  return nodes.filter((node) => {
    if (node.parent === null) return true;
    const is_hidden = hidden.has(node.parent) || folded.has(node.parent);
    if (is_hidden) hidden.add(node.id);
    return !is_hidden;
  });
}

/** The keys of trees everywhere. Null: the key means nothing here. */
function nodeByKey(key: string, nodes: readonly PlanNode[], selected: number, folded: ReadonlySet<number>, fold: (id: number, is_folded: boolean) => void): number | null {
  const at = nodes.findIndex((node) => node.id === selected);
  const node = nodes[at];
  if (!node) return nodes[0]?.id ?? null;
  switch (key) {
    case 'ArrowDown': return nodes[at + 1]?.id ?? selected;
    case 'ArrowUp': return nodes[at - 1]?.id ?? selected;
    case 'Home': return nodes[0]?.id ?? selected;
    case 'End': return nodes.at(-1)?.id ?? selected;
    case 'ArrowRight':
      if (!folded.has(node.id)) return node.children[0] ?? selected;
      fold(node.id, false);
      return selected;
    case 'ArrowLeft':
      if (node.children.length === 0 || folded.has(node.id)) return node.parent ?? selected;
      fold(node.id, true);
      return selected;
    default: return null;
  }
}
