// A list, and beside it what is known of the chosen line; on a narrow window that comes up from the foot.

import type { ReactNode } from 'react';
import { Dialog } from './dialog.tsx';
import { SplitPane } from './split-pane.tsx';
import { useWide } from './use-wide.ts';

interface ListAndDetailProps {
  list: ReactNode;
  /** Null or false: nothing is chosen. */
  detail: ReactNode;
  /** What the detail is, for screen readers. */
  label: string;
  initial_px: number;
  onSize: (size_px: number) => void;
  onClose: () => void;
}

/** Under this the detail lies over the list. */
const beside_from_px = 700;

export function ListAndDetail({ list, detail, label, initial_px, onSize, onClose }: ListAndDetailProps): ReactNode {
  const is_wide = useWide(beside_from_px);
  if (is_wide) {
    return (
      <SplitPane direction="horizontal" sized="second" label={`Width: ${label}`} first={list} second={detail}
        initial_px={initial_px} min_px={240} max_px={900} onSize={onSize} />
    );
  }
  return (
    <>
      {list}
      {detail !== null && detail !== false && <Dialog label={label} place="sheet" onClose={onClose}>{detail}</Dialog>}
    </>
  );
}
