// How a sequence counts.

import { use } from 'react';
import type { ReactNode } from 'react';
import { Facts } from '../../ui/facts.tsx';
import type { PartProps } from './list-parts.tsx';
import { PartView } from './part-view.tsx';
import { RelationLink } from './relation-link.ts';

/** int8 is more than a number holds. */
const digits = (text: string): string => BigInt(text).toLocaleString('en-US');

export function SequencePart({ relation, ask }: PartProps): ReactNode {
  const link = use(RelationLink);
  return (
    <PartView title="Values" question="sequence" narrowing={{ relation: relation.oid }} is_counted={false}
      actionsOf={([sequence]) => (ask && sequence ? [{ label: 'Change…', run: () => ask({ kind: 'change_sequence', sequence }) }] : [])}>
      {([sequence]) => sequence && (
        <Facts facts={[
          ['Last value', sequence.last_value === null ? 'none yet, or not readable' : digits(sequence.last_value)],
          ['Type', sequence.type], ['Increment', digits(sequence.increment)],
          ['Smallest', digits(sequence.minimum)], ['Largest', digits(sequence.maximum)],
          ['Begins with', digits(sequence.start)], ['Kept ready', digits(sequence.cache)], ['At its end', sequence.is_cyclic ? 'begins anew' : 'fails'],
          ['Goes with', sequence.owner_schema === null || sequence.owner_relation === null ? 'no column'
            : <span key="owner">{sequence.is_identity === true ? 'the identity ' : ''}{link({ schema: sequence.owner_schema, name: sequence.owner_relation }, `${sequence.owner_schema}.${sequence.owner_relation}`)}.{sequence.owner_column}</span>],
        ]} />
      )}
    </PartView>
  );
}
