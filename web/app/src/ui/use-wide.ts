// Whether the window is at least so wide.

import { useSyncExternalStore } from 'react';

export function useWide(min_px: number): boolean {
  return useSyncExternalStore((listener) => {
    const query = matchMedia(`(min-width: ${min_px}px)`);
    query.addEventListener('change', listener);
    return () => query.removeEventListener('change', listener);
  }, () => matchMedia(`(min-width: ${min_px}px)`).matches);
}
