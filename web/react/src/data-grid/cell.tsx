// What stands inside one cell. Text goes into text nodes only, so that no value can become markup.

import type { Cell } from '@studio-pg/client';
import { memo } from 'react';
import type { ReactNode } from 'react';
import { describeCell } from './cell-text.ts';

interface CellContentProps {
  cell: Cell;
  type: string;
  /** As in GridColumn. */
  look?: 'tag' | undefined;
}

export const CellContent = memo(function CellContent({ cell, type, look }: CellContentProps): ReactNode {
  const { kind, text, note } = describeCell(cell, type, look);
  const value = <span className={`sg-value sg-${kind}`}>{kind === 'json' ? <JsonText text={text} /> : text}</span>;
  return note === null ? value : <span className="sg-noted">{value}<span className="sg-note">{note}</span></span>;
});

/** JSON colored by its tokens: names, text, numbers, words. What is no token stays as it is. */
export function JsonText({ text }: { text: string }): ReactNode {
  const token = /("(?:[^"\\]|\\.)*"?)(\s*:)?|-?\d[\d.eE+-]*|\b(?:true|false|null)\b/g;
  const parts: ReactNode[] = [];
  let end = 0;
  for (const match of text.matchAll(token)) {
    if (match.index > end) parts.push(text.slice(end, match.index));
    const whole = match[0];
    const kind = match[2] !== undefined ? 'name' : match[1] !== undefined ? 'string' : 'number';
    parts.push(<span key={match.index} className={`sg-json-${kind}`}>{whole}</span>);
    end = match.index + whole.length;
  }
  parts.push(text.slice(end));
  return parts;
}
