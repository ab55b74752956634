// One part of a value, by the editor of its type: a choice, a line with what the type offers, or again a value of parts. NULL and
// the empty text are two things.

import type { CatalogRow } from '@studio-pg/client';
import { wrongText } from '@studio-pg/react/staged-changes';
import type { Part } from '@studio-pg/react/staged-changes';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { TypeTools } from './type-tools.tsx';

export interface PartFieldProps {
  /** Names the field; unique among the parts of the whole. */
  label: string;
  /** What stands before it. */
  title: string;
  part: CatalogRow<'type_parts'>;
  value: Part;
  onValue: (value: Part) => void;
  /** What null is here. */
  none?: 'NULL' | 'unbounded';
}

interface Nesting {
  /** The editor of a part that has parts itself; null: it is edited as text. */
  nested: ReactNode;
}

/** Draws one part, whatever it is made of. */
export type DrawPart = (props: PartFieldProps) => ReactNode;

const box = 'h-7 min-w-24 flex-1 rounded-sm border border-line bg-surface-0 px-1.5 font-mono text-ui aria-invalid:border-danger';

export function PartField({ nested, ...props }: PartFieldProps & Nesting): ReactNode {
  const { label, title, part, value, onValue, none = 'NULL' } = props;
  return (
    <div className="flex items-start gap-2">
      <span aria-hidden className={`${part.name === null ? 'min-w-8' : 'w-20 sm:w-32'} shrink-0 truncate pt-1 text-small text-muted`} title={`${title} ${part.type}`}>{title}</span>
      {nested === null ? <Line {...props} /> : <div className="min-w-0 flex-1 border-l border-line pl-2">{nested}</div>}
      {(nested !== null || part.is_text) && (
        <label className="flex items-center gap-1 pt-1 text-small text-muted">
          <input type="checkbox" aria-label={`${label} is ${none}`} checked={value === null} disabled={value === null && part.structure === 'composite'}
            onChange={(event) => onValue(event.target.checked ? null : blankOf(part))} /> {none}
        </label>
      )}
    </div>
  );
}

function Line({ label, part, value, onValue, none = 'NULL' }: PartFieldProps): ReactNode {
  const id = useId();
  const labels = part.labels === null ? undefined : JSON.parse(part.labels) as string[];
  const wrong = value === null ? null : wrongText(part, value);
  const change = (text: string): void => onValue(text === '' && !part.is_text ? null : text);
  if (part.base_type === 'bool' || labels) {
    return (
      <select aria-label={label} value={value === null ? '' : bool_words[value] ?? value} onChange={(event) => onValue(event.target.value === '' ? null : event.target.value)} className={box}>
        <option value="">{none}</option>
        {(labels ?? ['true', 'false']).map((each) => <option key={each}>{each}</option>)}
      </select>
    );
  }
  return (
    <div className="grid min-w-0 flex-1 gap-1">
      <div className="flex flex-wrap gap-1">
        <input aria-label={label} aria-invalid={wrong !== null} aria-describedby={wrong === null ? undefined : id} value={value ?? ''} placeholder={value === null ? none : ''}
          autoComplete="off" spellCheck={false} onChange={(event) => change(event.target.value)} className={box} />
        <TypeTools column={{ name: label, type: part.type, base_type: part.base_type }} labels={undefined} text={value ?? ''} part={label} onText={change} />
      </div>
      {wrong !== null && <p id={id} className="text-small text-danger">{wrong}</p>}
    </div>
  );
}

/** As arrays and composites write them. */
const bool_words: Readonly<Record<string, string>> = { t: 'true', f: 'false' };

/** What stands there when it is no longer NULL; a composite begins with its first field that is written. */
function blankOf({ structure }: CatalogRow<'type_parts'>): string {
  return structure === 'array' || structure === 'multirange' ? '{}' : structure === 'range' ? 'empty' : '';
}

/** In the place of an editor that cannot read a text. */
export function AsText({ reason }: { reason: string }): ReactNode {
  return <p role="status" className="text-small text-muted">{reason}: it is edited as text.</p>;
}
