// One short sentence about what was just done, for the status bar and for screen readers. It goes by itself. A store of
// its own because it belongs to no page: what was copied here is still said there.

import { useSyncExternalStore } from 'react';

const shown_ms = 6000;
let notice = '';
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function change(next: string): void {
  notice = next;
  for (const listener of listeners) listener();
}

/** Says a sentence in place of the one before. */
export function say(text: string): void {
  clearTimeout(timer);
  timer = setTimeout(() => change(''), shown_ms);
  change(text);
}

export function useNotice(): string {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, () => notice);
}
