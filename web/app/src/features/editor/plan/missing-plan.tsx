// In the place of a plan that an address or a link names and that is not kept here: why, and how to have it anew.

import type { ReactNode } from 'react';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import type { MissingPlan } from './plan-shelf.ts';
import type { Explain } from './use-explain.ts';

export function MissingPlanNote({ explain, missing, has_text }: { explain: Explain; missing: MissingPlan; has_text: boolean }): ReactNode {
  const { name, sql } = missing;
  const part = sql === null ? undefined : { sql, start: -1 };
  const can_ask = sql !== null || has_text;
  return (
    <EmptyState title={name === null ? 'This plan is not kept here' : `${name}, was too long for the link`}>
      {name === null
        ? <p>A plan is kept by the browser window that asked for it. {has_text ? 'The statement at the cursor can be explained again.'
            : 'The text of this query is not here either: “Copy a link to this query” there makes a link that brings both.'}</p>
        : <p>{sql === null ? 'Its statement is not known: it was pasted.' : 'Its statement has come along and can be explained again.'}</p>}
      <span className="flex flex-wrap justify-center gap-2">
        {can_ask && <Button onClick={() => explain.explain('estimate', part)}>Explain again</Button>}
        {can_ask && <Button onClick={() => explain.explain('analyze', part)}>Explain and analyze again</Button>}
        <Button look="quiet" onClick={() => explain.shelf.open(false)}>Back to the results</Button>
      </span>
    </EmptyState>
  );
}
