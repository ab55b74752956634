// What the cells of a selection come to: how many, how many different, their sum, average, least and greatest. int8 and
// numeric are added exactly. In slices, can be ended.

import type { Cell } from '@studio-pg/client';
import { isNumberType } from '../data-grid/cell-text.ts';
import type { GridColumn } from '../data-grid/column-layout.ts';
import type { RowSource } from '../data-grid/row-source.ts';
import { columnsOf } from '../data-grid/selection.ts';
import type { Range } from '../data-grid/selection.ts';
import { addDecimals, averageText, decimalText, parseDecimal } from './decimal.ts';
import type { Decimal } from './decimal.ts';
import { orderingOf, valueText } from './ordering.ts';
import { Pacer } from './pacer.ts';
import type { WorkOptions } from './pacer.ts';

type Value = Exclude<Cell, null>;

/** Texts as PostgreSQL would write them; null where there is no such thing. */
export interface Aggregates {
  cells: number;
  /** Cells that are not NULL. */
  values: number;
  /** Null where there are too many to count them. */
  distinct: number | null;
  sum: string | null;
  average: string | null;
  least: string | null;
  greatest: string | null;
}

const most_distinct = 1_000_000;
/** Digits behind the point of an average that does not come out even. */
const average_scale = 6;
const added_types = new Set(['int2', 'int4', 'int8', 'numeric', 'float4', 'float8']);

export async function aggregate(
  source: RowSource, range: Range, columns: readonly GridColumn[], work: WorkOptions = {},
): Promise<Aggregates> {
  const indexes = columnsOf(range);
  const chosen = indexes.flatMap((index) => columns[index] ?? []);
  const [first] = chosen;
  const can_add = chosen.every((column) => added_types.has(column.type));
  const can_order = first !== undefined && (chosen.every((column) => isNumberType(column.type) && column.type !== 'money')
    || chosen.every((column) => column.type === first.type && column.labels === first.labels));
  // Numbers of several types are ordered as numeric.
  const order = can_order ? new Extremes(chosen.length > 1 && can_add ? 'numeric' : first.type, first.labels) : null;
  const sum = can_add ? new Sum() : null;
  const seen = new Set<string | number | boolean>();
  const pacer = new Pacer(work);
  const facts = { cells: 0, values: 0 };
  const picked = source.picked?.(range.first_row, range.last_row + 1);
  const count = picked?.rows.length ?? range.last_row - range.first_row + 1;
  for (let at = 0; at < count; at += 1) {
    const row = picked ? picked.source.row(picked.rows[at] ?? 0) : source.row(range.first_row + at);
    for (const column of row ? indexes : []) {
      const cell = row?.[column] ?? null;
      facts.cells += 1;
      if (cell === null) continue;
      facts.values += 1;
      if (seen.size <= most_distinct) seen.add(typeof cell === 'object' ? cell.head : cell);
      sum?.add(cell);
      order?.take(cell);
    }
    if (at % 1024 === 0 && pacer.is_due) await pacer.rest(at / count);
  }
  return {
    ...facts, distinct: seen.size > most_distinct ? null : seen.size, sum: facts.values > 0 ? sum?.text ?? null : null,
    average: facts.values > 0 ? sum?.average(facts.values) ?? null : null, least: order?.least ?? null, greatest: order?.greatest ?? null,
  };
}

/** The least and the greatest value, by the order of a type. */
class Extremes {
  readonly #ordering;
  #least: Value | null = null;
  #greatest: Value | null = null;

  constructor(type: string, labels: readonly string[] | undefined) {
    this.#ordering = orderingOf(type, labels);
  }

  get least(): string | null {
    return this.#least === null ? null : valueText(this.#least);
  }

  get greatest(): string | null {
    return this.#greatest === null ? null : valueText(this.#greatest);
  }

  take(cell: Value): void {
    if (this.#least === null || this.#compare(cell, this.#least) < 0) this.#least = cell;
    if (this.#greatest === null || this.#compare(cell, this.#greatest) > 0) this.#greatest = cell;
  }

  #compare(a: Value, b: Value): number {
    const x = this.#ordering.rank(a) ?? 0;
    const y = this.#ordering.rank(b) ?? 0;
    return x < y ? -1 : x > y ? 1 : this.#ordering.exact?.(a, b) ?? 0;
  }
}

/** Digits that a JS number holds exactly, with room for a million of them before they become a bigint. */
const short_text = 9;
const flushed_at = 2 ** 51;

/** Adds whole numbers by the count of their digits behind the point; a value that is no finite decimal ends the sum. */
class Sum {
  /** What has been added of each scale and is not in the exact part yet. */
  readonly #short = new Map<number, number>();
  #exact: Decimal = { digits: 0n, scale: 0 };
  /** Set from the first float with a fraction on: such sums are not exact in PostgreSQL either. */
  #float: number | null = null;
  #is_lost = false;

  get text(): string | null {
    if (this.#is_lost) return null;
    return this.#float === null ? decimalText(this.#total()) : String(this.#float + Number(decimalText(this.#total())));
  }

  average(count: number): string | null {
    if (this.#is_lost) return null;
    if (this.#float === null) return averageText(this.#total(), count, average_scale);
    return String((this.#float + Number(decimalText(this.#total()))) / count);
  }

  add(cell: Value): void {
    if (typeof cell === 'number') {
      if (Number.isInteger(cell) && Math.abs(cell) < 2 ** 50) this.#addShort(cell, 0);
      else this.#float = (this.#float ?? 0) + cell;
      return;
    }
    const text = valueText(cell);
    const point = text.indexOf('.');
    if (text.length <= short_text && point < 0) this.#addShort(Number(text), 0);
    else if (text.length <= short_text) this.#addShort(Number(text.replace('.', '')), text.length - point - 1);
    else this.#addLong(text);
  }

  #addShort(units: number, scale: number): void {
    if (!Number.isFinite(units)) {
      this.#is_lost = true;
      return;
    }
    const sum = (this.#short.get(scale) ?? 0) + units;
    if (Math.abs(sum) < flushed_at) this.#short.set(scale, sum);
    else {
      this.#exact = addDecimals(this.#exact, { digits: BigInt(sum), scale });
      this.#short.set(scale, 0);
    }
  }

  #addLong(text: string): void {
    const decimal = parseDecimal(text);
    if (decimal) this.#exact = addDecimals(this.#exact, decimal);
    else this.#is_lost = true;
  }

  #total(): Decimal {
    let total = this.#exact;
    for (const [scale, units] of this.#short) if (!this.#is_lost) total = addDecimals(total, { digits: BigInt(units), scale });
    return total;
  }
}
