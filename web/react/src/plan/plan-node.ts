// What a plan is made of, once read: nodes with numbers that can be compared. It knows neither server nor screen.

/** Blocks, times and bytes that a node has without those of the nodes below it. Absent where EXPLAIN did not measure them. */
export interface PlanCounts {
  shared_hit: number;
  shared_read: number;
  shared_dirtied: number;
  shared_written: number;
  local_hit: number;
  local_read: number;
  local_dirtied: number;
  local_written: number;
  temp_read: number;
  temp_written: number;
  /** Milliseconds; 0 without track_io_timing. */
  io_read_ms: number;
  io_write_ms: number;
  wal_records: number;
  wal_bytes: number;
}

export interface PlanNode {
  /** The place in the plan, from 0, in the order of EXPLAIN's text. */
  id: number;
  parent: number | null;
  depth: number;
  children: readonly number[];
  /** PostgreSQL's word, as `Seq Scan`; partial and parallel ones bear that word before it. */
  type: string;
  /** What it works on, as `film f` or `film_pkey on film`; empty where there is nothing to say. */
  subject: string;
  /** `CTE recent`, `InitPlan 1`, where the node is the top of such a part; else null. */
  part: string | null;
  /** Name, schema where EXPLAIN told it. */
  relation: string | null;
  schema: string | null;
  startup_cost: number;
  total_cost: number;
  /** Rows of one loop, as the planner thought. */
  planned_rows: number;
  width: number;
  /** Null: not run with ANALYZE, or never executed in it. */
  actual: {
    loops: number;
    /** Rows of one loop: an average, which PostgreSQL before 18 rounds. */
    rows: number;
    /** Of all loops and processes. */
    total_rows: number;
    /** On the clock, with what is below; null without TIMING. Processes that work side by side count once. */
    inclusive_ms: number | null;
    /** Without what is below. */
    exclusive_ms: number | null;
    first_row_ms: number | null;
  } | null;
  is_never_executed: boolean;
  /** How many times more (> 1) or fewer (< 1) rows came than were planned; null where that says nothing. */
  estimate: number | null;
  /** Nobody asked for all its rows: what is above stopped early. */
  is_cut_short: boolean;
  /** Cost without what is below. */
  exclusive_cost: number;
  counts: PlanCounts | null;
  workers: { planned: number; launched: number | null } | null;
  /** All that EXPLAIN said, but the nodes below. */
  fields: Readonly<Record<string, unknown>>;
}

export interface PlanTrigger {
  name: string;
  relation: string | null;
  calls: number;
  ms: number | null;
}

export interface Plan {
  nodes: readonly PlanNode[];
  planning_ms: number | null;
  /** Null: not run with ANALYZE. */
  execution_ms: number | null;
  /** Blocks while planning; null where not measured. */
  planning_counts: PlanCounts | null;
  triggers: readonly PlanTrigger[];
  jit: { functions: number; total_ms: number | null; fields: Readonly<Record<string, unknown>> } | null;
  /** Settings that differ from their defaults and bear on plans. */
  settings: Readonly<Record<string, string>>;
  /** The JSON as it came, with its line breaks. */
  source: string;
}

/** How far an estimate was off, whichever way: 1 is exact. */
export function estimateFactor(node: Pick<PlanNode, 'estimate'>): number {
  if (node.estimate === null || node.estimate <= 0) return 1;
  return node.estimate >= 1 ? node.estimate : 1 / node.estimate;
}

/** The grades in which misestimates are shown: 10, 100, 1000 times. */
export function estimateGrade(node: Pick<PlanNode, 'estimate'>): 0 | 1 | 2 | 3 {
  const factor = estimateFactor(node);
  if (factor >= 1000) return 3;
  if (factor >= 100) return 2;
  return factor >= 10 ? 1 : 0;
}

export function field(node: PlanNode, name: string): number {
  const value = node.fields[name];
  return typeof value === 'number' ? value : 0;
}

export function textField(node: PlanNode, name: string): string | null {
  const value = node.fields[name];
  return typeof value === 'string' ? value : null;
}

/** A value of EXPLAIN as people read it. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object')) return value.map(String).join(', ');
  return JSON.stringify(value);
}
