// The document of a query tab while it is shown: every change is kept at once, and what another window of this browser writes
// into the same tab is taken over, so that two windows never work on two texts.

import { startTransition, useCallback, useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { EditorPlace, QueryEditorHandle } from '@studio-pg/react/query-editor';
import { forgetClosed } from '../../lib/closed-tabs.ts';
import { say } from '../../lib/notice.ts';
import { onStoredElsewhere, readStored, writeStored } from '../../lib/storage.ts';
import { queryTab } from '../../lib/tabs.ts';
import { readDocument, writeDocument } from './query-document.ts';
import type { QueryDocument } from './query-document.ts';

type Change = (part: Partial<QueryDocument>) => void;

export function useDocument(connection: string, tab: string, editor: RefObject<QueryEditorHandle | null>): [QueryDocument, Change] {
  const [document, setDocument] = useState(() => readDocument(connection, tab));
  // Several changes may come before the next rendering.
  const latest = useRef(document);
  const change = useCallback((part: Partial<QueryDocument>) => {
    latest.current = { ...latest.current, ...part };
    keep(connection, tab, latest.current);
    const draw = (): void => setDocument(latest.current);
    // Keys come first: the page around the text is drawn when the editor has answered them.
    if (Object.keys(part).every((name) => name === 'text')) startTransition(draw);
    else draw();
  }, [connection, tab]);
  useEffect(() => onStoredElsewhere(`query.${connection}.${tab}`, (rest) => {
    // Closed there: here the text stays as it is, and the next letter keeps it again.
    if (rest !== '' || !queryTab(connection, tab)) return;
    const next = readDocument(connection, tab);
    latest.current = next;
    setDocument(next);
    editor.current?.follow(next.text);
  }), [connection, tab, editor]);
  return [document, change];
}

/** A full storage is made room in, and where that does not help, it is told: a reload would lose the text. */
function keep(connection: string, tab: string, document: QueryDocument): void {
  if (writeDocument(connection, tab, document)) return;
  forgetClosed(connection);
  if (!writeDocument(connection, tab, document)) {
    say("The browser's storage is full: what is typed here now is lost by a reload, unless it is saved");
  }
}

export function readPlace(connection: string, tab: string): EditorPlace | undefined {
  const kept = readStored(`view.${connection}.${tab}`) as Partial<EditorPlace> | null;
  if (!Array.isArray(kept?.selections) || !Array.isArray(kept.folds) || typeof kept.top !== 'number') return undefined;
  const isNumbers = (...values: unknown[]): boolean => values.every((each) => Number.isInteger(each));
  return {
    selections: kept.selections.filter((each) => isNumbers(each.anchor, each.head)),
    folds: kept.folds.filter((each) => isNumbers(each.from, each.to)),
    top: kept.top,
  };
}

/** Keeps the place, as long as the tab is open. */
export function writePlace(connection: string, tab: string, place: EditorPlace): void {
  if (queryTab(connection, tab)) writeStored(`view.${connection}.${tab}`, place);
}
