// A value with room: JSON, XML, long texts on many lines, what is made of parts part by part, and any other with what its type
// offers. The text is what is staged. Ctrl+Enter stages it, Escape leaves it as
// it was. NULL, DEFAULT and the empty text are three different things, each with its button.

import type { Parameter } from '@studio-pg/client';
import { textToEdit, typedValue } from '@studio-pg/react/staged-changes';
import type { ColumnFacts, StagedValue } from '@studio-pg/react/staged-changes';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { shortcutText } from '../../lib/command.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { PartsEditor } from './parts-editor.tsx';
import { TypeTools } from './type-tools.tsx';

interface LargeEditorProps {
  label: string;
  column: ColumnFacts;
  /** Of an enum. */
  labels: readonly string[] | undefined;
  value: Parameter;
  /** What was typed to begin with; it replaces the value. */
  typed: string | null;
  /** Null: it is as it was. */
  onDone: (value: StagedValue | null) => void;
}

export function LargeEditor({ label, column, labels, value, typed, onDone }: LargeEditorProps): ReactNode {
  const [first] = useState(() => textToEdit(column, value));
  const [text, setText] = useState(typed ?? first);
  const [wrong, setWrong] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const stage = (): void => {
    const next = text === first ? null : typedValue(column, text);
    if (next?.kind === 'wrong') setWrong(next.reason);
    else onDone(next);
  };
  return (
    <Dialog label={label} place="wide" onClose={() => onDone(null)}>
      <div className="flex h-full flex-col gap-3 p-4" onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        stage();
      }}>
        <h2 className="text-title font-semibold">{label} <span className="font-normal text-muted">{column.type}</span></h2>
        <TypeTools column={column} labels={labels} text={text} onText={setText} />
        {column.structure !== null && (
          <div className="min-h-0 flex-1 overflow-auto rounded-sm border border-line p-2">
            <PartsEditor label={column.name} oid={column.base_type_oid} type={column.type} text={text} onText={setText} />
          </div>
        )}
        <textarea ref={field} aria-label={label} aria-invalid={wrong !== null} value={text} spellCheck={false} onChange={(event) => setText(event.target.value)}
          className={`${column.structure === null ? 'min-h-0 flex-1' : 'h-20 shrink-0'} resize-none rounded-sm border border-line bg-surface-0 p-2 font-mono text-ui outline-none focus:border-accent`} />
        <div className="flex flex-wrap items-center gap-2">
          <p role="status" className="mr-auto text-small text-danger">{wrong !== null && `Not staged: ${wrong}.`}</p>
          {column.is_nullable && <Button className="h-8" onClick={() => onDone({ kind: 'value', value: null })}>NULL</Button>}
          <Button className="h-8" onClick={() => onDone({ kind: 'default' })}>DEFAULT</Button>
          {column.is_text && <Button className="h-8" onClick={() => onDone({ kind: 'value', value: '' })}>Empty text</Button>}
          <Button className="h-8" onClick={() => onDone(null)}>Cancel</Button>
          <Button className="h-8" look="primary" onClick={stage}>Stage <kbd className="font-sans text-small opacity-80">{shortcutText('mod+enter')}</kbd></Button>
        </div>
      </div>
    </Dialog>
  );
}
