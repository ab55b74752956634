// The editor of one cell, mounted on the active cell alone: a line, a number, a choice. Enter and Tab stage and move, Ctrl+Enter
// stages the value in every selected cell, Escape
// leaves it as it was, and so does leaving without having changed anything.

import type { Parameter } from '@studio-pg/client';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { ColumnFacts } from './relation-facts.ts';
import type { StagedValue } from './staged-changes.ts';
import { editorKind, typedValue } from './typed-value.ts';

/** `all`: it stays, and the value is for the whole selection. */
export type Move = 'down' | 'right' | 'left' | 'all' | null;

interface CellEditorProps {
  label: string;
  column: ColumnFacts;
  /** Of an enum. */
  labels?: readonly string[] | undefined;
  value: Parameter;
  /** What was typed to begin with; it replaces the value. */
  typed: string | null;
  /** Null: it is as it was. */
  onDone: (value: StagedValue | null, move: Move) => void;
  onWrong: (reason: string) => void;
}

/** Stands for NULL in a list; no label of an enum can have it. */
const null_choice = '\u0000';

export function CellEditor({ label, column, labels, value, typed, onDone, onWrong }: CellEditorProps): ReactNode {
  const kind = editorKind(column, labels, value);
  const choices = kind === 'boolean' ? ['true', 'false'] : labels;
  const first = value === null ? (choices ? null_choice : '') : String(value);
  const [text, setText] = useState(choices ? first : typed ?? first);
  const [is_wrong, setWrong] = useState(false);
  const field = useRef<HTMLInputElement & HTMLSelectElement>(null);
  const is_done = useRef(false);

  useEffect(() => {
    field.current?.focus();
    if (typed === null && field.current instanceof HTMLInputElement) field.current.select();
  }, [typed]);

  const finish = (move: Move, is_left: boolean): void => {
    if (is_done.current) return;
    const is_same = move !== 'all' && text === first && (choices !== undefined || typed === null || value !== null);
    const next = is_same ? null : choices && text === null_choice ? { kind: 'value' as const, value: null } : typedValue(column, text);
    if (next?.kind === 'wrong') {
      onWrong(next.reason);
      setWrong(true);
      if (!is_left) return;
    }
    is_done.current = true;
    onDone(next?.kind === 'wrong' ? null : next, move);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') finish(event.ctrlKey || event.metaKey ? 'all' : 'down', false);
    else if (event.key === 'Tab') finish(event.shiftKey ? 'left' : 'right', false);
    else if (event.key === 'Escape') {
      is_done.current = true;
      onDone(null, null);
    } else return;
    event.preventDefault();
  };
  const common = {
    ref: field, className: 'sg-edit', 'aria-label': label, 'aria-invalid': is_wrong, value: text, onKeyDown,
    onBlur: () => finish(null, true),
    onPointerDown: (event: { stopPropagation: () => void }) => event.stopPropagation(),
    onChange: (event: { target: { value: string } }) => setText(event.target.value),
  };
  if (!choices) return <input {...common} autoComplete="off" spellCheck={false} inputMode={kind === 'number' ? 'decimal' : 'text'} />;
  return (
    <select {...common}>
      {(column.is_nullable || value === null) && <option value={null_choice}>NULL</option>}
      {choices.map((each) => <option key={each} value={each}>{each}</option>)}
    </select>
  );
}
