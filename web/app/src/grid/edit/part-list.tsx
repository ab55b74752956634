// The elements of an array, or the ranges of a multirange: one below the other, to be changed, added, moved and removed.

import type { CatalogRow } from '@studio-pg/client';
import type { Part } from '@studio-pg/react/staged-changes';
import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';
import type { DrawPart } from './part-field.tsx';

interface PartListProps {
  label: string;
  type: string;
  word: 'element' | 'range';
  part: CatalogRow<'type_parts'>;
  values: readonly Part[];
  onValues: (values: readonly Part[]) => void;
  /** Distinguishes its fields from those of other parts. */
  of: string;
  draw: DrawPart;
}

export function PartList({ label, type, word, part, values, onValues, of, draw }: PartListProps): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  /** Which one gets the focus at the next rendering: the one that was added or moved. */
  const wanted = useRef<string | null>(null);
  useEffect(() => {
    const selector = wanted.current;
    wanted.current = null;
    if (selector !== null) list.current?.querySelector<HTMLElement>(selector)?.focus();
  });
  const field = (at: number): string => `[data-part="${at}"] :is(input:enabled, select)`;
  const change = (next: readonly Part[], focus: string | null): void => {
    wanted.current = focus;
    onValues(next);
  };
  const move = (at: number, by: -1 | 1): void => {
    const next = [...values];
    next.splice(at + by, 0, ...next.splice(at, 1));
    change(next, `[data-part="${at + by}"] [data-move="${by}"]:enabled, [data-part="${at + by}"] [data-move="${-by}"]`);
  };
  return (
    <div ref={list} role="group" aria-label={`Parts of ${label}`} className="grid gap-1.5">
      {values.length === 0 && <p className="text-small text-muted">{type}: no {word} yet.</p>}
      {values.map((value, at) => {
        const name = `${word} ${at + 1}${of}`;
        return (
          <div key={at} data-part={at} className="flex flex-wrap items-start justify-end gap-1 sm:flex-nowrap">
            <div className="min-w-full flex-1 sm:min-w-0">
              {draw({ label: name, title: `${at + 1}`, part, value, onValue: (next) => change(values.map((each, n) => (n === at ? next : each)), null) })}
            </div>
            <IconButton label={`Move ${name} up`} data-move={-1} disabled={at === 0} onClick={() => move(at, -1)}><ArrowUp size={14} strokeWidth={1.5} aria-hidden /></IconButton>
            <IconButton label={`Move ${name} down`} data-move={1} disabled={at === values.length - 1} onClick={() => move(at, 1)}><ArrowDown size={14} strokeWidth={1.5} aria-hidden /></IconButton>
            <IconButton label={`Remove ${name}`} onClick={() => change(values.filter((_, n) => n !== at), values.length === 1 ? '[data-add]' : field(Math.min(at, values.length - 2)))}>
              <X size={14} strokeWidth={1.5} aria-hidden />
            </IconButton>
          </div>
        );
      })}
      <div><Button data-add onClick={() => change([...values, word === 'range' ? '(,)' : part.is_text ? '' : null], field(values.length))}>Add {word === 'range' ? 'a range' : 'an element'}{of}</Button></div>
    </div>
  );
}
