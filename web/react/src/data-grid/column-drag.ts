// Dragging a header to another place. The pointer is followed on the window, so that it may leave the header; Escape ends
// it without a change.

import type { PointerEvent } from 'react';

/** Where the dragged column would go. */
export interface ColumnDrop {
  from: number;
  to: number;
}

/** Below this the pointer has not been moved: a click sorts. */
const least_px = 6;
/** At the edges of the grid it scrolls by this with every move. */
const edge_px = 28;

interface DragOptions {
  /** The index of the column that is dragged. */
  column: number;
  /** Tells where it would go; null when it goes nowhere. */
  onOver: (drop: ColumnDrop | null) => void;
  onDrop: (drop: ColumnDrop) => void;
}

/** Begins with the pointer's button going down on a header. */
export function dragColumn(event: PointerEvent<HTMLElement>, { column, onOver, onDrop }: DragOptions): void {
  if (event.button !== 0 || event.shiftKey || event.pointerType === 'touch') return;
  const start = event.clientX;
  const scroller = event.currentTarget.closest('[role=grid]');
  let is_dragging = false;
  let drop: ColumnDrop | null = null;

  const moved = (next: globalThis.PointerEvent): void => {
    is_dragging ||= Math.abs(next.clientX - start) >= least_px;
    if (!is_dragging) return;
    scrollAtEdge(scroller, next.clientX);
    const over = document.elementFromPoint(next.clientX, event.clientY)?.closest<HTMLElement>('[data-header]');
    const to = over && scroller?.contains(over) === true ? Number(over.dataset['header']) : column;
    drop = to === column ? null : { from: column, to };
    onOver(drop ?? { from: column, to: column });
  };
  const ended = (): void => {
    window.removeEventListener('pointermove', moved);
    window.removeEventListener('pointerup', released);
    window.removeEventListener('pointercancel', ended);
    window.removeEventListener('keydown', escaped, true);
    onOver(null);
  };
  const released = (): void => {
    ended();
    if (!is_dragging) return;
    swallowClick();
    if (drop) onDrop(drop);
  };
  const escaped = (key: KeyboardEvent): void => {
    if (key.key !== 'Escape') return;
    key.stopPropagation();
    ended();
  };
  window.addEventListener('pointermove', moved);
  window.addEventListener('pointerup', released);
  window.addEventListener('pointercancel', ended);
  window.addEventListener('keydown', escaped, true);
}

function scrollAtEdge(scroller: Element | null, x: number): void {
  const box = scroller?.getBoundingClientRect();
  if (!scroller || !box) return;
  if (x > box.right - edge_px) scroller.scrollLeft += edge_px;
  else if (x < box.left + edge_px) scroller.scrollLeft -= edge_px;
}

/** The click that follows a drag would sort. */
function swallowClick(): void {
  const stop = (event: Event): void => event.stopPropagation();
  window.addEventListener('click', stop, { capture: true, once: true });
  setTimeout(() => window.removeEventListener('click', stop, { capture: true }), 0);
}
