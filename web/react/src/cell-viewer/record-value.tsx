// A value in a record that is looked at as what it is: a picture is drawn, JSON is a tree. Everything else is text.

import { isTruncated } from '@studio-pg/client';
import type { Cell } from '@studio-pg/client';
import type { ReactNode } from 'react';
import { bytesOf, pictureType } from './bytes.ts';
import { jsonNodes } from './json-tree.ts';
import { JsonView } from './json-view.tsx';
import { PictureView } from './value-views.tsx';

interface RecordValueProps {
  cell: Cell;
  type: string;
  name: string;
  /** What is drawn where the value is none of these. */
  children: ReactNode;
}

export function RecordValue({ cell, type, name, children }: RecordValueProps): ReactNode {
  if (cell === null || isTruncated(cell)) return children;
  const text = String(cell);
  const bytes = type === 'bytea' ? bytesOf(text) : null;
  if (bytes && pictureType(bytes) !== null) return <PictureView text={text} name={name} />;
  const nodes = type === 'json' || type === 'jsonb' ? jsonNodes(text) : null;
  return nodes && nodes.length > 1 ? <JsonView text={text} nodes={nodes} search="" /> : children;
}
