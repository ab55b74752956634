// Two panes and a handle between them. The first has a size in pixels that pointer and keyboard change and that the
// owner remembers; the second takes the rest.

import { useCallback, useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';

interface SplitPaneProps {
  direction: 'horizontal' | 'vertical';
  label: string;
  first: ReactNode;
  second: ReactNode;
  initial_px: number;
  min_px: number;
  max_px: number;
  onSize?: (size_px: number) => void;
}

const key_step_px = 16;

export function SplitPane(props: SplitPaneProps): ReactNode {
  const { direction, min_px, max_px, onSize } = props;
  const container = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState(props.initial_px);
  const is_horizontal = direction === 'horizontal';

  const change = useCallback((wanted: number) => {
    const box = container.current?.getBoundingClientRect();
    const room = (is_horizontal ? box?.width : box?.height) ?? max_px;
    const next = Math.round(Math.max(min_px, Math.min(wanted, max_px, room - 80)));
    setSize(next);
    onSize?.(next);
  }, [is_horizontal, min_px, max_px, onSize]);

  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = container.current?.getBoundingClientRect();
    if (box) change(is_horizontal ? event.clientX - box.left : event.clientY - box.top);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const less = is_horizontal ? 'ArrowLeft' : 'ArrowUp';
    const more = is_horizontal ? 'ArrowRight' : 'ArrowDown';
    if (event.key === less) change(size - key_step_px);
    else if (event.key === more) change(size + key_step_px);
    else if (event.key === 'Home') change(min_px);
    else if (event.key === 'End') change(max_px);
    else return;
    event.preventDefault();
  };

  return (
    <div ref={container} className={`flex h-full min-h-0 min-w-0 ${is_horizontal ? 'flex-row' : 'flex-col'}`}>
      <div className="min-h-0 min-w-0 shrink-0 overflow-hidden" style={is_horizontal ? { width: size } : { height: size }}>
        {props.first}
      </div>
      <div role="separator" tabIndex={0} aria-label={props.label}
        aria-orientation={is_horizontal ? 'vertical' : 'horizontal'} aria-valuenow={size} aria-valuemin={min_px}
        aria-valuemax={max_px} onKeyDown={onKeyDown} onPointerMove={onPointerMove}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        className={`relative z-10 shrink-0 touch-none bg-line hover:bg-accent focus-visible:bg-accent before:absolute ${
          is_horizontal ? 'w-px cursor-col-resize before:inset-y-0 before:-left-1 before:w-2'
            : 'h-px cursor-row-resize before:inset-x-0 before:-top-1 before:h-2'}`} />
      <div className="min-h-0 min-w-0 flex-1 overflow-hidden">{props.second}</div>
    </div>
  );
}
