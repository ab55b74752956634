// The plans of one query tab, outside of React so that they survive a change of page, and kept over a reload: those asked for, those pasted
// and those of a link, which of them is shown, beside which other one, and whether they are shown at all. It reads no plan.

import type { Explained, ExplainOptions } from '@studio-pg/client';
import { onTabClosed } from '../../../lib/tabs.ts';
import { forgetPlans, readPlans, writePlans } from './reload-plans.ts';

export interface KeptPlan {
  id: number;
  /** Its name in the address: no other window and no other browser calls another plan so. */
  key: string;
  /** `Plan 2`, with what was asked. */
  name: string;
  /** The statement; null where the plan was pasted. */
  sql: string | null;
  /** As it came: JSON of EXPLAIN, or text that somebody pasted. */
  given: { json: unknown } | { text: string };
  answer: Pick<Explained, 'rolled_back' | 'relations' | 'notices'> | null;
}

/** A plan of an address or a link that is not kept here, and what is known of it. */
export interface MissingPlan {
  key: string;
  node: number | null;
  /** Its name where it is kept, and its statement; null where only the address has been copied. */
  name: string | null;
  sql: string | null;
}

/** A plan as a link brings it. Without `given` it was too long for one. */
export interface LinkedPlan {
  name: string;
  sql: string | null;
  node: number | null;
  rolled_back: boolean;
  given: KeptPlan['given'] | null;
}

export interface PlanShelfState {
  plans: readonly KeptPlan[];
  shown: number | null;
  /** Stands in the place of the shown one. */
  missing: MissingPlan | null;
  /** The plan beside the shown one. */
  beside: number | null;
  /** The node of the shown plan that somebody has chosen. */
  node: number | null;
  /** Whether plans stand in the place of the results. */
  is_open: boolean;
}

/** More are not compared by anybody; the oldest goes. */
const kept_plans = 12;

export class PlanShelf {
  readonly #listeners = new Set<() => void>();
  #state: PlanShelfState;
  #made: number;

  constructor(kept: PlanShelfState | null = null) {
    this.#state = kept ?? { plans: [], shown: null, missing: null, beside: null, node: null, is_open: false };
    this.#made = Math.max(0, ...this.#state.plans.map((plan) => plan.id));
  }

  get state(): PlanShelfState {
    return this.#state;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  add(sql: string, options: ExplainOptions, answer: Explained): void {
    const { plan, ...rest } = answer;
    const words = options.analyze === true ? 'analyzed' : options.generic === true ? 'for any value' : 'estimated';
    this.#add({ name: words, sql, given: { json: plan }, answer: rest });
  }

  /** The plan of a run, with the rows that were counted. It is shown where plans are; a person who looks at the results stays there. */
  addRun(sql: string, plan: unknown): void {
    const { is_open } = this.#state;
    this.#add({ name: 'of a run', sql, given: { json: plan }, answer: null });
    this.open(is_open);
  }

  paste(text: string): void {
    this.#add({ name: 'pasted', sql: null, given: { text }, answer: null });
  }

  /** A plan of a link: itself, or that it was too long for one. */
  bring({ name, sql, node, rolled_back, given }: LinkedPlan): void {
    if (given === null) {
      this.#change({ is_open: true, missing: { key: newKey(), node, name, sql } });
      return;
    }
    this.#add({ name: `of a link: ${name}`, sql, given, answer: { rolled_back, relations: [], notices: [] } });
    this.#change({ node });
  }

  /** The plan that an address names, at that node. */
  goTo(key: string, node: number | null): void {
    const kept = this.#state.plans.find((plan) => plan.key === key);
    if (kept) this.#change({ shown: kept.id, is_open: true, node, missing: null, beside: this.#state.beside === kept.id ? null : this.#state.beside });
    else this.#change({ is_open: true, missing: { key, node, name: null, sql: null } });
  }

  show(id: number): void {
    this.#change({ shown: id, is_open: true, node: null, missing: null, beside: this.#state.beside === id ? null : this.#state.beside });
  }

  compare(beside: number | null): void {
    this.#change({ beside });
  }

  select(node: number): void {
    this.#change({ node });
  }

  open(is_open: boolean): void {
    if (this.#state.is_open !== is_open) this.#change({ is_open, missing: null });
  }

  #add(plan: Omit<KeptPlan, 'id' | 'key'>): void {
    this.#made += 1;
    const plans = [...this.#state.plans, { ...plan, id: this.#made, key: newKey(), name: `Plan ${this.#made}, ${plan.name}` }].slice(-kept_plans);
    const { beside } = this.#state;
    this.#change({ plans, shown: this.#made, is_open: true, node: null, missing: null, beside: plans.some((each) => each.id === beside) ? beside : null });
  }

  #change(part: Partial<PlanShelfState>): void {
    this.#state = { ...this.#state, ...part };
    for (const listener of this.#listeners) listener();
  }
}

/** Begins with a letter: the address reads what looks like a number as one. */
function newKey(): string {
  return `p${crypto.randomUUID().slice(0, 8)}`;
}

const shelves = new Map<string, PlanShelf>();

/** The plans of a tab, made where there are none. */
export function planShelfOf(connection: string, tab: string): PlanShelf {
  const key = `${connection} ${tab}`;
  const kept = shelves.get(key);
  if (kept) return kept;
  const made = new PlanShelf(readPlans(connection, tab));
  made.subscribe(() => writePlans(connection, tab, made.state));
  shelves.set(key, made);
  return made;
}

onTabClosed((connection, tab) => {
  if (tab.kind !== 'query') return;
  shelves.delete(`${connection} ${tab.id}`);
  forgetPlans(connection, tab.id);
});
