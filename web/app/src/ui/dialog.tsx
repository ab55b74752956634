// The one dialog: the browser's own, which keeps the focus inside, makes the rest inert and closes by Esc.

import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';

interface DialogProps {
  label: string;
  onClose: () => void;
  /** `palette` hangs from the top, `wide` has more room, `drawer` stands at the left edge, `sheet` at the foot. */
  place?: 'palette' | 'wide' | 'drawer' | 'sheet';
  children: ReactNode;
}

const places = {
  palette: 'bg-raised mx-auto mt-[12vh] w-[min(560px,calc(100vw-24px))] rounded-md border border-line shadow-xl shadow-black/20',
  wide: 'bg-raised m-auto h-[min(640px,calc(100dvh-24px))] w-[min(960px,calc(100vw-24px))] max-w-none rounded-md border border-line shadow-xl shadow-black/20',
  sheet: 'sheet mx-0 mt-auto mb-0 h-[75dvh] w-full max-w-none border-t border-line bg-surface-1',
  drawer: 'drawer bg-surface-1 m-0 h-dvh max-h-none w-[min(320px,85vw)] border-r border-line',
} as const;

/** Open while it is mounted. */
export function Dialog({ label, onClose, place = 'palette', children }: DialogProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // showModal focuses the first element that can have the focus, which need not be the field that is meant.
    element?.querySelector<HTMLElement>('input:not([type="radio"]), input[type="radio"]:checked')?.focus();
    return () => element?.close();
  }, []);
  return (
    <dialog ref={dialog} aria-label={label} onCancel={onClose} onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
      className={`p-0 text-ink outline-none ${places[place]}`}>
      {children}
    </dialog>
  );
}
