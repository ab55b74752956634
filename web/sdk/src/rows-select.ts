// What is asked of rows/select (doc/protocol.md section 6): a page of a relation, in what order, which rows.

/** A value of a filter: text in PostgreSQL's input syntax of the column's type, a number or boolean by its text. */
export type FilterValue = string | number | boolean;
/** Tests with one value: `equal` … by the type's own order; `contains` … of the column as text, whatever the case; `includes` … are `@>`, `<@`, `&&`, `?`. */
export type ValueTest = 'equal' | 'not_equal' | 'less' | 'less_or_equal' | 'greater' | 'greater_or_equal'
  | 'contains' | 'not_contains' | 'starts_with' | 'ends_with' | 'like' | 'not_like' | 'matches' | 'not_matches'
  | 'includes' | 'included_in' | 'overlaps' | 'has_key';
export type ColumnTest = { column: string } & (
  | { is: ValueTest; value: FilterValue }
  | { is: 'between'; values: [FilterValue, FilterValue] }
  | { is: 'in' | 'not_in'; values: FilterValue[] }
  | { is: 'null' | 'not_null' });
/** Which rows: 8 levels, 200 tests and 10,000 values at most. */
export type RowFilter =
  | ColumnTest
  | { all: RowFilter[] }
  | { any: RowFilter[] }
  /** Some column, as text, contains it, whatever the case. */
  | { search: string; columns: string[] }
  /** One expression of SQL over the relation's columns. */
  | { sql: string };

export interface OrderBy {
  column: string;
  direction?: 'asc' | 'desc';
  nulls?: 'first' | 'last';
}

export interface RowsSelectBody {
  relation: { schema: string; name: string };
  /** `ctid` too, of a table that has no children. */
  columns?: string[];
  order?: OrderBy[];
  /** `next` of another page: goes on behind it. One of `after`, `before`, `at`, `from_end`. */
  after?: string;
  /** `previous`, or `next` of such a page: what stands before, the nearest row first. */
  before?: string;
  /** From this part of all rows on, in millionths (0 to 1000000), about: by PostgreSQL's statistics of the first key. */
  at?: number;
  /** The last rows, the last one first; `next` goes on before them. Throws 0A000 where the relation has no key. */
  from_end?: boolean;
  filter?: RowFilter;
  /** 1 to 10000, 100 when absent. */
  limit?: number;
  /** Instead of the rows one row with their count, which is this and one more where there are more. Without `columns`, `order`, `after`, `limit`. */
  count_up_to?: number;
  max_cell_bytes?: number;
  session?: string;
  /** Reads as that role, as after SET LOCAL ROLE, and read-only. Not in a session. Throws 42501 where the connection's role may not SET ROLE to it. */
  as_role?: string;
}
