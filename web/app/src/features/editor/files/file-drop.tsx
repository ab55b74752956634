// Files of SQL that are dropped onto the query page, or chosen by the command: each opens in a tab of its own. What is not taken
// is said above the page, until somebody has read it.

import { FileUp, X } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import type { DragEvent, ReactNode } from 'react';
import { useCommands } from '../../../lib/command.ts';
import { say } from '../../../lib/notice.ts';
import { plural } from '../../../lib/format.ts';
import { IconButton } from '../../../ui/button.tsx';
import { openText } from '../open-query.ts';
import { readTextFiles } from './read-text-files.ts';

interface FileDropProps {
  connection: string;
  /** Shows a tab that was opened. */
  onOpen: (tab: string) => void;
  children: ReactNode;
}

export function FileDrop({ connection, onOpen, children }: FileDropProps): ReactNode {
  const [is_over, setOver] = useState(false);
  const [refusals, setRefusals] = useState<readonly string[]>([]);
  const open = useCallback(async (files: readonly File[]) => {
    const { texts, refusals: refused } = await readTextFiles(files);
    setRefusals(refused);
    const tabs = texts.map(({ name, text }) => openText(connection, text, { title: name }));
    const last = tabs.at(-1);
    if (last === undefined) return;
    say(`Opened ${plural(tabs.length, 'file')}`);
    onOpen(last);
  }, [connection, onOpen]);
  useCommands(useMemo(() => [
    { id: 'query.open_files', label: 'Open files …', group: 'Query', shortcut: 'mod+o', run: () => chooseFiles((files) => void open(files)) },
  ], [open]));
  // Caught on the way down: the editor itself would put the text of a dropped file where it was dropped.
  const onDragOver = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    event.stopPropagation();
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  };
  const onDrop = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    void open([...event.dataTransfer.files]);
  };
  return (
    <div className="relative flex h-full flex-col" onDragOverCapture={onDragOver} onDropCapture={onDrop}
      onDragLeave={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && setOver(false)}>
      {refusals.length > 0 && <Refusals refusals={refusals} onClose={() => setRefusals([])} />}
      <div className="min-h-0 flex-1">{children}</div>
      {is_over && (
        <div aria-hidden className="pointer-events-none absolute inset-0 z-20 grid place-items-center border-2 border-accent bg-accent-soft opacity-90">
          <p className="flex items-center gap-2 font-medium"><FileUp size={16} strokeWidth={1.5} />Each file opens in a tab</p>
        </div>
      )}
    </div>
  );
}

function Refusals({ refusals, onClose }: { refusals: readonly string[]; onClose: () => void }): ReactNode {
  return (
    <div className="flex shrink-0 items-start gap-2 border-b border-line bg-danger-soft py-1 pr-1 pl-3 text-small text-danger">
      <div role="alert" className="min-w-0 flex-1 py-1">
        <p className="font-medium">Not opened</p>
        <ul className="max-h-24 overflow-auto">{refusals.map((refusal, index) => <li key={index} className="wrap-anywhere">{refusal}</li>)}</ul>
      </div>
      <IconButton label="Close the message" onClick={onClose}><X aria-hidden size={14} strokeWidth={1.5} /></IconButton>
    </div>
  );
}

/** The browser's own dialog; nothing happens where it is cancelled. */
function chooseFiles(onFiles: (files: readonly File[]) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.accept = '.sql,.txt,.ddl,.psql,text/plain';
  input.addEventListener('change', () => onFiles([...input.files ?? []]));
  input.click();
}
