// The results of one query tab, outside of React so that they survive a change of page: those of the present run, those
// that were pinned, their names and order, comparisons, and which of them is shown. It knows no element and no server.

import type { Parameters } from '@studio-pg/client';
import type { QueryRunner, StatementResult } from '@studio-pg/react';

/** A result with its run: what is needed to show it when other runs have followed. */
export interface KeptResult {
  kind: 'result';
  id: string;
  /** What the person called it, or `Result 2`. */
  name: string;
  is_named: boolean;
  is_pinned: boolean;
  result: StatementResult;
  /** The text of the run, and where it stood in the editor's. */
  sql: string;
  sql_start: number;
  /** The values that the run's parameters had. */
  parameters: Parameters | null;
  /** When the run began, on the page's clock. */
  started_at: number;
  time_zone: string | null;
  /** Whether another run has followed. */
  is_past: boolean;
}

/** Two results side by side; what compares them is the business of who shows it. */
export interface Comparison {
  kind: 'comparison';
  id: string;
  name: string;
  is_named: boolean;
  left: KeptResult;
  right: KeptResult;
}

export type ResultTab = KeptResult | Comparison;

export interface ShelfState {
  tabs: readonly ResultTab[];
  /** The id of the shown tab, or `messages`. */
  shown: string;
}

type Source = Pick<QueryRunner, 'state' | 'subscribe'>;

export class ResultShelf {
  readonly #runner: Source;
  readonly #listeners = new Set<() => void>();
  readonly #names = new Map<string, string>();
  readonly #closed = new Set<string>();
  #pinned: readonly KeptResult[] = [];
  #comparisons: readonly Comparison[] = [];
  #order: readonly string[] = [];
  /** A choice holds for one run; a new run shows its first result again. */
  #choice: { run: number; tab: string } | null = null;
  #made = 0;
  #told: ShelfState;

  constructor(runner: Source) {
    this.#runner = runner;
    this.#told = this.#make();
    runner.subscribe(() => this.#change());
  }

  get state(): ShelfState {
    return this.#told;
  }

  /** Results with rows, the oldest first. */
  get results(): readonly KeptResult[] {
    return [...this.#pinned, ...this.#present().filter((each) => !this.#pinned.some((pinned) => pinned.id === each.id))];
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  show(tab: string): void {
    this.#choice = { run: this.#runner.state.started_at, tab };
    this.#change();
  }

  /** A pinned result stays over the next runs; one of an earlier run that is let loose goes at once. */
  pin(id: string, is_pinned: boolean): void {
    const found = this.results.find((each) => each.id === id);
    if (!found) return;
    const rest = this.#pinned.filter((each) => each.id !== id);
    this.#pinned = is_pinned ? [...rest, { ...found, is_pinned: true }] : rest;
    if (is_pinned) this.#order = this.#told.tabs.map((tab) => tab.id);
    else this.#comparisons = this.#comparisons.filter((each) => !found.is_past || (each.left.id !== id && each.right.id !== id));
    this.#change();
  }

  /** An empty name gives the first one back. */
  rename(id: string, name: string): void {
    const trimmed = name.trim();
    if (trimmed === '') this.#names.delete(id);
    else this.#names.set(id, trimmed);
    this.#change();
  }

  close(id: string): void {
    const at = this.#told.tabs.findIndex((tab) => tab.id === id);
    const next = this.#told.tabs[at + 1] ?? this.#told.tabs[at - 1];
    const found = this.#told.tabs[at];
    if (!found) return;
    if (found.kind === 'comparison') this.#comparisons = this.#comparisons.filter((each) => each.id !== id);
    else {
      this.#closed.add(id);
      this.#pinned = this.#pinned.filter((each) => each.id !== id);
      this.#comparisons = this.#comparisons.filter((each) => each.left.id !== id && each.right.id !== id);
      found.result.source.letGo();
    }
    if (this.#told.shown === id) this.#choice = { run: this.#runner.state.started_at, tab: next?.id ?? 'messages' };
    this.#change();
  }

  /** Puts a tab before another one; at the end where `before` is null. */
  move(id: string, before: string | null): void {
    const order = this.#told.tabs.map((tab) => tab.id).filter((each) => each !== id);
    const at = before === null ? -1 : order.indexOf(before);
    order.splice(at < 0 ? order.length : at, 0, id);
    this.#order = order;
    this.#change();
  }

  /** Opens a comparison and shows it. Both results are pinned: what is compared stays. */
  compare(left: string, right: string): void {
    this.pin(left, true);
    this.pin(right, true);
    const [a, b] = [left, right].map((id) => this.#pinned.find((each) => each.id === id));
    if (!a || !b) return;
    this.#made += 1;
    const id = `comparison ${this.#made}`;
    this.#comparisons = [...this.#comparisons, { kind: 'comparison', id, name: 'Comparison', is_named: false, left: a, right: b }];
    this.show(id);
  }

  /** The oldest rows that nobody pinned and that are not of a run under way. */
  get oldestLoose(): KeptResult | undefined {
    const { phase } = this.#runner.state;
    if (phase === 'waiting' || phase === 'running') return undefined;
    return this.results.find((each) => !each.is_pinned && each.result.source.text_length > 0);
  }

  /** Gives up the rows of a result; its tab stays and says so. */
  letGo(id: string): void {
    this.results.find((each) => each.id === id)?.result.source.letGo();
    this.#change();
  }

  #present(): readonly KeptResult[] {
    const state = this.#runner.state;
    const results = state.results.filter((result) => result.columns !== null || result.copied !== null);
    return results.map((result, index): KeptResult => {
      const id = `${state.started_at} ${result.statement}`;
      return {
        kind: 'result', id, name: this.#names.get(id) ?? `Result ${index + 1}`, is_named: this.#names.has(id), is_pinned: false,
        result, sql: state.sql, sql_start: state.sql_start, parameters: state.parameters, started_at: state.started_at, is_past: false,
        time_zone: state.settings?.TimeZone ?? null,
      };
    }).filter((each) => !this.#closed.has(each.id));
  }

  #make(): ShelfState {
    const state = this.#runner.state;
    const present = this.#present();
    this.#pinned = this.#pinned.map((each) => {
      const now = present.find((other) => other.id === each.id);
      const name = this.#names.get(each.id);
      const kept = now ? { ...now, is_pinned: true } : { ...each, is_past: true };
      return { ...kept, name: name ?? kept.name, is_named: name !== undefined };
    });
    const pinnedOf = (side: KeptResult): KeptResult => this.#pinned.find((each) => each.id === side.id) ?? side;
    this.#comparisons = this.#comparisons.map((each) => {
      const [left, right] = [pinnedOf(each.left), pinnedOf(each.right)];
      const name = this.#names.get(each.id);
      return { ...each, left, right, name: name ?? `${left.name} ⇄ ${right.name}`, is_named: name !== undefined };
    });
    const loose = present.filter((each) => !this.#pinned.some((pinned) => pinned.id === each.id));
    const tabs = ordered([...this.#pinned, ...loose, ...this.#comparisons], this.#order);
    // Who has cancelled knows that; the rows that came stay in view.
    const has_error = state.error !== null && state.status !== 'cancelled';
    const first = has_error ? undefined : tabs.find((tab) => tab.kind === 'result' && !tab.is_past);
    const chosen = this.#choice?.run === state.started_at ? this.#choice.tab : undefined;
    const is_there = chosen === 'messages' || tabs.some((tab) => tab.id === chosen);
    return { tabs, shown: (is_there ? chosen : first?.id) ?? 'messages' };
  }

  #change(): void {
    this.#told = this.#make();
    for (const listener of this.#listeners) listener();
  }
}

/** In the order that the person gave; what he has not moved comes after, as it was. */
function ordered(tabs: readonly ResultTab[], order: readonly string[]): ResultTab[] {
  const rank = (tab: ResultTab): number => {
    const at = order.indexOf(tab.id);
    return at < 0 ? order.length : at;
  };
  return [...tabs].sort((a, b) => rank(a) - rank(b));
}
