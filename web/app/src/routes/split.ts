// Two query tabs side by side, as the address has it. The path is the tab that is worked in; `beside` is the other one, and `side`
// says where that stands; with `shows` it has no editor, its results alone. `aside` is the list of saved queries or of what was run,
// on this connection or in this tab, at the right edge. `plan` and `node` are of the path's tab: the plan that it shows.

import { changeSearch, textParameter } from '../lib/address.ts';

export interface SplitSearch {
  beside?: string;
  /** Absent: at the right. */
  side?: 'left';
  /** Absent: the text and its results. */
  shows?: 'results';
  aside?: Aside;
  plan?: string;
  node?: number;
}

export type Aside = (typeof asides)[number];

const asides = ['saved', 'history', 'runs'] as const;

/** A tab writes its own plan into the address. */
const no_plan = { plan: undefined, node: undefined } as const;

export function readSplit(given: Record<string, unknown>): SplitSearch {
  const beside = textParameter(given, 'beside');
  const plan = textParameter(given, 'plan');
  const { node } = given;
  return changeSearch<SplitSearch>({}, {
    beside, side: beside !== undefined && given['side'] === 'left' ? 'left' : undefined,
    shows: beside !== undefined && given['shows'] === 'results' ? 'results' : undefined,
    aside: asides.find((each) => each === given['aside']),
    plan, node: plan !== undefined && Number.isInteger(node) && Number(node) >= 0 ? Number(node) : undefined,
  });
}

/** What the address says when another tab is worked in: the one that stood beside changes places with the present one. */
export function splitFor(search: SplitSearch, current: string | undefined, target: string): SplitSearch {
  if (target === search.beside && current !== undefined) {
    return changeSearch(search, { ...no_plan, beside: current, side: search.side === 'left' ? undefined : 'left', shows: undefined });
  }
  return target === current ? search : changeSearch(search, no_plan);
}

/** Without a pane beside. */
export function unsplit(search: SplitSearch): SplitSearch {
  return changeSearch(search, { beside: undefined, side: undefined, shows: undefined });
}
