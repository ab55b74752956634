// The status bar belongs to the frame, its words to the page: pages put theirs into it through a portal.

import { createContext, use } from 'react';
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';

export const StatusSlot = createContext<HTMLElement | null>(null);

export function StatusText({ children }: { children: ReactNode }): ReactNode {
  const slot = use(StatusSlot);
  return slot && createPortal(children, slot);
}
