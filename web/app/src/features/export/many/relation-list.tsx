// Which relations are exported: those of a schema, each with a box.

import type { ReactNode } from 'react';
import { CheckField } from '../../../ui/field.tsx';
import type { Relation } from './database.ts';

interface RelationListProps {
  relations: readonly Relation[];
  chosen: ReadonlySet<number>;
  is_disabled: boolean;
  onChange: (chosen: ReadonlySet<number>) => void;
}

const shown = 2000;

export function RelationList({ relations, chosen, is_disabled, onChange }: RelationListProps): ReactNode {
  const choose = (oid: number, is_chosen: boolean): void => {
    const next = new Set(chosen);
    if (is_chosen) next.add(oid);
    else next.delete(oid);
    onChange(next);
  };
  const is_all = relations.length > 0 && relations.every((each) => chosen.has(each.oid));
  return (
    <fieldset disabled={is_disabled} className="grid gap-2">
      <legend className="sr-only">Relations</legend>
      <CheckField label={`All of the schema (${relations.length})`} checked={is_all}
        onChange={(event) => onChange(new Set(event.target.checked ? relations.map((each) => each.oid) : []))} />
      <div tabIndex={0} role="group" aria-label="Relations" className="grid max-h-56 gap-2 overflow-auto rounded-sm border border-line p-2 text-small">
        {relations.slice(0, shown).map((each) => (
          <CheckField key={each.oid} label={<>{each.name} <span className="text-muted">{each.kind.replaceAll('_', ' ')}</span></>}
            checked={chosen.has(each.oid)} onChange={(event) => choose(each.oid, event.target.checked)} />
        ))}
      </div>
      {relations.length > shown && <p className="text-small text-muted">The first {shown} are shown; all are meant by the box above.</p>}
    </fieldset>
  );
}
