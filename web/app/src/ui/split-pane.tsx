// Two panes and a handle between them. One has a size in pixels that pointer and keyboard change and that the owner
// remembers; the other takes the rest. Without a second pane the first has all the room and keeps its state.

import { useCallback, useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';

interface SplitPaneProps {
  direction: 'horizontal' | 'vertical';
  label: string;
  first: ReactNode;
  /** Null or false: there is none now. */
  second: ReactNode;
  /** Which pane has the size; default: the first. */
  sized?: 'first' | 'second';
  /** Asked for when the panes are first shown, and again when the direction changes. */
  initial_px: number;
  min_px: number;
  max_px: number;
  onSize?: (size_px: number) => void;
}

const key_step_px = 16;
/** What the other pane keeps at least. */
const rest_px = 120;

export function SplitPane(props: SplitPaneProps): ReactNode {
  const { direction, min_px, max_px, onSize, sized = 'first' } = props;
  const container = useRef<HTMLDivElement>(null);
  const [kept, setKept] = useState({ direction, size: props.initial_px });
  const size = kept.direction === direction ? kept.size : props.initial_px;
  const is_horizontal = direction === 'horizontal';
  const has_second = props.second !== null && props.second !== false;

  const change = useCallback((wanted: number) => {
    const box = container.current?.getBoundingClientRect();
    const room = (is_horizontal ? box?.width : box?.height) ?? max_px;
    const next = Math.round(Math.max(min_px, Math.min(wanted, max_px, room - rest_px)));
    setKept({ direction, size: next });
    onSize?.(next);
  }, [direction, is_horizontal, min_px, max_px, onSize]);

  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = container.current?.getBoundingClientRect();
    if (!box) return;
    const from_start = is_horizontal ? event.clientX - box.left : event.clientY - box.top;
    change(sized === 'first' ? from_start : (is_horizontal ? box.width : box.height) - from_start);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const back = is_horizontal ? 'ArrowLeft' : 'ArrowUp';
    const forth = is_horizontal ? 'ArrowRight' : 'ArrowDown';
    const step = sized === 'first' ? key_step_px : -key_step_px;
    if (event.key === back) change(size - step);
    else if (event.key === forth) change(size + step);
    else if (event.key === 'Home') change(min_px);
    else if (event.key === 'End') change(max_px);
    else return;
    event.preventDefault();
  };

  // Remembered on a wide window, a size may leave too little on a narrow one.
  const limit = `calc(100% - ${rest_px}px)`;
  const measure = is_horizontal ? { width: size, maxWidth: limit } : { height: size, maxHeight: limit };
  const pane = (which: 'first' | 'second') => (has_second && which === sized
    ? { className: 'min-h-0 min-w-0 shrink-0 overflow-hidden', style: measure }
    : { className: 'min-h-0 min-w-0 flex-1 overflow-hidden' });
  return (
    <div ref={container} className={`flex h-full min-h-0 min-w-0 ${is_horizontal ? 'flex-row' : 'flex-col'}`}>
      <div {...pane('first')}>{props.first}</div>
      {has_second && <div role="separator" tabIndex={0} aria-label={props.label}
        aria-orientation={is_horizontal ? 'vertical' : 'horizontal'} aria-valuenow={size} aria-valuemin={min_px}
        aria-valuemax={max_px} onKeyDown={onKeyDown} onPointerMove={onPointerMove}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        className={`relative z-10 shrink-0 touch-none bg-line hover:bg-accent focus-visible:bg-accent before:absolute ${
          is_horizontal ? 'w-px cursor-col-resize before:inset-y-0 before:-left-1 before:w-2'
            : 'h-px cursor-row-resize before:inset-x-0 before:-top-1 before:h-2'}`} />}
      {has_second && <div {...pane('second')}>{props.second}</div>}
    </div>
  );
}
