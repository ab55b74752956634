// Where the time went, as icicles: each node is as wide as it took with what is below, under the node that called it.
// Without ANALYZE the widths are the planner's costs.

import { estimateGrade } from '@studio-pg/react/plan';
import type { Plan } from '@studio-pg/react/plan';
import { useEffect, useMemo, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { PlanViewProps } from './plan-view.tsx';
import { hasTimes, nodeName, ownWeight, totalWeight, weightText, wholeWeight } from './plan-words.ts';

const line_px = 26;
/** Narrower ones cannot be hit; the tree has them. */
const least_part = 0.002;

export function PlanTiming({ plan, selected, onSelect }: PlanViewProps): ReactNode {
  const places = useMemo(() => icicles(plan), [plan]);
  const box = useRef<HTMLDivElement>(null);
  const has_focus = useRef(false);
  useEffect(() => {
    if (has_focus.current) box.current?.querySelector<HTMLElement>('[aria-pressed=true]')?.focus();
  }, [selected]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const node = plan.nodes[selected];
    const siblings = node?.parent == null ? [] : plan.nodes[node.parent]?.children ?? [];
    const at = siblings.indexOf(selected);
    const next = { ArrowUp: node?.parent, ArrowDown: node?.children[0], ArrowLeft: siblings[at - 1], ArrowRight: siblings[at + 1] }[event.key];
    if (next == null) return;
    has_focus.current = true;
    onSelect(next);
    event.preventDefault();
  };
  const total = totalWeight(plan);
  const depth = Math.max(...places.map((place) => plan.nodes[place.id]?.depth ?? 0));
  return (
    <div className="p-3">
      <p className="pb-2 text-small text-muted">
        {hasTimes(plan) ? 'Width: time on the clock, with what is below. Darker: more of it is the node’s own.' : 'Width: the planner’s cost. Analyze the statement to see times.'}
      </p>
      <div ref={box} role="group" aria-label="Time of each node" onKeyDown={onKeyDown} onBlur={() => { has_focus.current = false; }}
        className="relative" style={{ height: (depth + 1) * line_px }}>
        {places.map(({ id, from, part }) => {
          const node = plan.nodes[id];
          if (!node) return null;
          const whole = wholeWeight(plan, node);
          const own = whole > 0 ? ownWeight(plan, node) / whole : 0;
          const words = `${nodeName(node)}: ${weightText(plan, whole)} of ${weightText(plan, total)}, own ${weightText(plan, ownWeight(plan, node))}`;
          return (
            <button key={id} type="button" aria-pressed={id === selected} aria-label={words} title={words} tabIndex={id === selected ? 0 : -1} onClick={() => onSelect(id)}
              className={`absolute overflow-hidden rounded-sm border border-surface-0 px-1 text-left text-small whitespace-nowrap text-ink aria-pressed:outline-2 aria-pressed:-outline-offset-1 aria-pressed:outline-accent ${estimateGrade(node) >= 2 ? 'underline decoration-danger decoration-2' : ''}`}
              style={{ left: `${from * 100}%`, width: `${part * 100}%`, top: node.depth * line_px, height: line_px,
                background: `color-mix(in srgb, var(--accent) ${8 + Math.round(own * 34)}%, var(--surface-0))` }}>
              {nodeName(node)}
            </button>
          );
        })}
      </div>
    </div>
  );
}

interface Place {
  id: number;
  /** Of the whole width, 0 to 1. */
  from: number;
  part: number;
}

/** Children stand within their parent; where they took more together (a part that was run elsewhere), they are narrowed. */
function icicles(plan: Plan): Place[] {
  const places = new Map<number, Place>([[0, { id: 0, from: 0, part: 1 }]]);
  for (const node of plan.nodes) {
    const place = places.get(node.id);
    if (!place) continue;
    const weights = node.children.map((id) => { const child = plan.nodes[id]; return child ? wholeWeight(plan, child) : 0; });
    const whole = Math.max(wholeWeight(plan, node), weights.reduce((a, b) => a + b, 0));
    let from = place.from;
    node.children.forEach((id, index) => {
      const part = whole > 0 ? place.part * (weights[index] ?? 0) / whole : 0;
      if (part >= least_part) places.set(id, { id, from, part });
      from += part;
    });
  }
  return [...places.values()];
}
