// A long list of equal lines of which only the visible ones are drawn, with one active line for the keyboard.

import { useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';

interface VirtualListProps {
  label: string;
  role: 'tree' | 'listbox';
  count: number;
  line_px: number;
  id: string;
  draw: (index: number, is_active: boolean) => ReactNode;
  onKey: (key: string, index: number) => void;
  /** The line that the keyboard starts from. */
  current?: number;
  /** What the lines are chosen by: where it changes, the keyboard starts anew. */
  chosen_by?: string;
}

const overscan = 12;

export function VirtualList(props: VirtualListProps): ReactNode {
  const { count, line_px, id, current = -1, chosen_by = '' } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const [active, setActive] = useState(Math.max(0, current));
  // With the lines themselves, not in an effect behind them: a key may come in between.
  const [start, setStart] = useState({ current, chosen_by });
  if (current !== start.current || chosen_by !== start.chosen_by) {
    setStart({ current, chosen_by });
    if (current >= 0) setActive(current);
  }
  const at = Math.min(active, Math.max(0, count - 1));

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setView({ top: element.scrollTop, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const reveal = (index: number): void => {
    const element = scroller.current;
    if (!element) return;
    const top = index * line_px;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + line_px > element.scrollTop + element.clientHeight) element.scrollTop = top + line_px - element.clientHeight;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.floor(view.height / line_px);
    const steps: Record<string, number> = {
      ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: count - 1,
    };
    const wanted = steps[event.key];
    if (wanted !== undefined) {
      const next = Math.max(0, Math.min(wanted, count - 1));
      setActive(next);
      reveal(next);
    } else if (['Enter', ' ', 'ArrowRight', 'ArrowLeft'].includes(event.key)) props.onKey(event.key, at);
    else return;
    event.preventDefault();
  };
  const first = Math.max(0, Math.floor(view.top / line_px) - overscan);
  const end = Math.min(count, Math.ceil((view.top + view.height) / line_px) + overscan);
  const lines: ReactNode[] = [];
  for (let index = first; index < end; index += 1) {
    lines.push(
      <div key={index} role="presentation" className="absolute inset-x-0" style={{ top: index * line_px, height: line_px }}
        onPointerDown={() => setActive(index)}>
        {props.draw(index, index === at)}
      </div>,
    );
  }
  return (
    <div ref={scroller} role={props.role} aria-label={props.label} tabIndex={0}
      aria-activedescendant={count > 0 ? `${id}-${at}` : undefined} onKeyDown={onKeyDown}
      onScroll={(event) => setView({ top: event.currentTarget.scrollTop, height: event.currentTarget.clientHeight })}
      className="group/list h-full overflow-auto">
      <div role="presentation" className="relative" style={{ height: count * line_px }}>{lines}</div>
    </div>
  );
}
