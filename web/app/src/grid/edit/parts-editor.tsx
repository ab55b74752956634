// A value that is made of parts, part by part: the elements of an array, the bounds of a range, the fields of a composite, each with
// the editor of its own type. It writes PostgreSQL's text of the whole, which stays what is staged; a text that it cannot read (an
// array of several dimensions) is left to be edited as text. What a type is made of is asked of the catalog.

import type { CatalogRow } from '@studio-pg/client';
import { asStudioError } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { readArray, readMultirange, readRecord, writeArray, writeRange, writeRecord } from '@studio-pg/react/staged-changes';
import type { Part } from '@studio-pg/react/staged-changes';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { catalogQuery } from '../../lib/catalog-queries.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { countText } from '../../lib/format.ts';
import { AsText, PartField } from './part-field.tsx';
import type { DrawPart } from './part-field.tsx';
import { PartList } from './part-list.tsx';
import { RangeEditor } from './range-editor.tsx';

interface PartsEditorProps {
  /** What the whole is called. */
  label: string;
  /** Its type. */
  oid: number;
  type: string;
  /** Empty: there is no value, or none yet. */
  text: string;
  onText: (text: string) => void;
  /** How many values this one is a part of. */
  depth?: number;
}

/** More are edited as text. */
const most_parts = 200;
/** Parts of parts further down are edited as text. */
const most_depth = 3;

export function PartsEditor({ label, oid, type, text, onText, depth = 0 }: PartsEditorProps): ReactNode {
  const { id } = useConnection();
  const known = useQuery({ ...catalogQuery(id, 'type_parts', { relation: oid }), staleTime: 30_000 });
  const box = useRef<HTMLDivElement>(null);
  const is_known = known.data !== undefined;
  useEffect(() => {
    if (is_known && depth === 0) box.current?.querySelector<HTMLElement>('input:enabled, select, button:enabled')?.focus();
  }, [is_known, depth]);
  if (known.error) return <ErrorPanel error={asStudioError(known.error).fields} />;
  if (!known.data) return <p role="status" className="text-small text-muted">Reading what {type} is made of…</p>;
  return <div ref={box} className="grid content-start gap-2"><Parts parts={known.data} {...{ label, type, text, onText, depth }} /></div>;
}

type KnownPartsProps = Required<Omit<PartsEditorProps, 'oid'>> & { parts: readonly CatalogRow<'type_parts'>[] };

function Parts({ parts, label, type, text, onText, depth }: KnownPartsProps): ReactNode {
  const [first] = parts;
  if (!first) return null;
  const of = depth === 0 ? '' : ` of ${label}`;
  const draw: DrawPart = (field) => {
    const { part, value } = field;
    const has_parts = part.structure !== null && depth < most_depth;
    return (
      <PartField key={field.label} {...field} nested={has_parts
        ? <PartsEditor label={field.label} oid={part.base_type_oid} type={part.type} text={value ?? ''} onText={field.onValue} depth={depth + 1} /> : null} />
    );
  };
  if (first.kind === 'range') return <RangeEditor part={first} {...{ label, text, onText, of, draw }} />;
  const delimiter = first.delimiter ?? ',';
  const read = text === '' ? emptyParts(parts)
    : first.kind === 'array' ? readArray(text, delimiter)
    : first.kind === 'composite' ? readRecord(text) : readMultirange(text)?.map(writeRange);
  if (!read || (first.kind === 'composite' && read.length !== parts.length)) return <AsText reason={unread[first.kind]} />;
  if (read.length > most_parts) return <AsText reason={`It has ${countText(read.length)} parts`} />;
  if (first.kind === 'composite') {
    return (
      <div role="group" aria-label={`Fields of ${label}`} className="grid gap-1.5">
        {parts.map((part, at) => draw({
          label: `${part.name ?? ''}${of}`, title: part.name ?? '', part, value: read[at] ?? null,
          onValue: (value) => onText(writeRecord(read.map((each, n) => (n === at ? value : each)))),
        }))}
      </div>
    );
  }
  const write = (values: readonly Part[]): string => (first.kind === 'array' ? writeArray(values, delimiter) : `{${values.map((value) => value ?? 'empty').join(',')}}`);
  return <PartList word={first.kind === 'array' ? 'element' : 'range'} part={first} values={read} onValues={(values) => onText(write(values))} {...{ label, type, of, draw }} />;
}

const unread = {
  array: 'This is no array of one dimension whose first element is the first',
  composite: 'This text has not the fields of the type',
  multirange: 'This text is no list of ranges',
} as const;

function emptyParts(parts: readonly CatalogRow<'type_parts'>[]): readonly Part[] {
  return parts[0]?.kind === 'composite' ? parts.map(() => null) : [];
}
