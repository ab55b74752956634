// Reads what EXPLAIN (FORMAT JSON) gives, from any server from 9 on, into nodes. Throws PlanError where the text is none.

import { exclusiveNumbers } from './exclusive.ts';
import type { Plan, PlanNode, PlanTrigger } from './plan-node.ts';

export class PlanError extends Error {
  override readonly name = 'PlanError';
}

type Fields = Record<string, unknown>;

/** More nodes than anybody looks at; the deepest that a stack of ours takes. */
const node_limit = 20_000;
const depth_limit = 2_000;

/** Reads a plan out of text: that of EXPLAIN (FORMAT JSON), also as psql prints it, with a head and `+` at the ends of lines. */
export function readPlanText(text: string): Plan {
  const begin = text.search(/[[{]/);
  const end = Math.max(text.lastIndexOf(']'), text.lastIndexOf('}'));
  if (begin < 0 || end < begin) throw new PlanError('the text holds no JSON: it is the output of EXPLAIN (FORMAT JSON) that can be read');
  const body = text.slice(begin, end + 1).replace(/\s*\+\s*$/gm, '');
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new PlanError('the text is no JSON: it is the output of EXPLAIN (FORMAT JSON) that can be read');
  }
  return readPlan(json);
}

/** Reads a plan out of JSON that was parsed. Of several plans (a rule made them) the first. */
export function readPlan(json: unknown): Plan {
  const query: unknown = Array.isArray(json) ? json[0] : json;
  if (!isFields(query) || !isFields(query.Plan)) throw new PlanError('there is no plan in the text: "Plan" is missing');
  const nodes = exclusiveNumbers(readNodes(query.Plan));
  const jit = isFields(query.JIT) ? query.JIT : null;
  const timing = jit && isFields(jit.Timing) ? jit.Timing : null;
  return {
    nodes,
    planning_ms: numberOf(query['Planning Time']),
    execution_ms: numberOf(query['Execution Time']) ?? numberOf(query['Total Runtime']),
    planning_counts: isFields(query.Planning) ? countsOf(query.Planning) : null,
    triggers: Array.isArray(query.Triggers) ? query.Triggers.filter(isFields).map(triggerOf) : [],
    jit: jit && { functions: numberOf(jit.Functions) ?? 0, total_ms: timing && numberOf(timing.Total), fields: jit },
    settings: isFields(query.Settings) ? Object.fromEntries(Object.entries(query.Settings).map(([name, value]) => [name, String(value)])) : {},
    source: JSON.stringify(json, null, 2),
  };
}

function readNodes(top: Fields): PlanNode[] {
  const nodes: PlanNode[] = [];
  // A list of what is to be read instead of recursion: the depth is the text's, which anybody may have written.
  const waiting: { fields: Fields; parent: number | null; depth: number }[] = [{ fields: top, parent: null, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { fields, parent, depth } = next;
    if (nodes.length >= node_limit || depth > depth_limit) throw new PlanError(`the plan has more than ${node_limit} nodes or is deeper than ${depth_limit}`);
    const id = nodes.length;
    nodes.push(nodeOf(fields, id, parent, depth));
    if (parent !== null) (nodes[parent]?.children as number[] | undefined)?.push(id);
    const below = Array.isArray(fields.Plans) ? fields.Plans.filter(isFields) : [];
    for (const each of below.reverse()) waiting.push({ fields: each, parent: id, depth: depth + 1 });
  }
  return nodes;
}

function nodeOf(given: Fields, id: number, parent: number | null, depth: number): PlanNode {
  const fields = Object.fromEntries(Object.entries(given).filter(([name]) => name !== 'Plans'));
  if (typeof fields['Node Type'] !== 'string') throw new PlanError('a node of the plan has no "Node Type"');
  const loops = numberOf(fields['Actual Loops']);
  const rows = numberOf(fields['Actual Rows']);
  const has_run = loops !== null && loops > 0 && rows !== null;
  const planned_rows = numberOf(fields['Plan Rows']) ?? 0;
  return {
    id, parent, depth, children: [], type: typeOf(fields), subject: subjectOf(fields), part: stringOf(fields['Subplan Name']),
    relation: stringOf(fields['Relation Name']), schema: stringOf(fields.Schema),
    startup_cost: numberOf(fields['Startup Cost']) ?? 0, total_cost: numberOf(fields['Total Cost']) ?? 0,
    planned_rows, width: numberOf(fields['Plan Width']) ?? 0,
    actual: has_run ? { loops, rows, total_rows: rows * loops, inclusive_ms: numberOf(fields['Actual Total Time']),
      exclusive_ms: null, first_row_ms: numberOf(fields['Actual Startup Time']) } : null,
    is_never_executed: loops === 0,
    estimate: has_run ? Math.max(rows, 1) / Math.max(planned_rows, 1) : null,
    is_cut_short: false, exclusive_cost: 0, counts: countsOf(fields), workers: workersOf(fields), fields,
  };
}

function typeOf(fields: Fields): string {
  const type = String(fields['Node Type']);
  const strategy = fields.Strategy === 'Hashed' ? 'Hash' : fields.Strategy === 'Sorted' ? 'Group' : fields.Strategy === 'Mixed' ? 'Mixed' : '';
  const operation = stringOf(fields.Operation);
  let name = type === 'ModifyTable' && operation !== null ? operation : type === 'Aggregate' ? `${strategy}Aggregate` : type;
  const join = stringOf(fields['Join Type']);
  if (join !== null && join !== 'Inner') name = name === 'Nested Loop' ? `${name} ${join} Join` : name.replace(/ Join$/, ` ${join} Join`);
  if (fields['Scan Direction'] === 'Backward') name += ' Backward';
  const partial = stringOf(fields['Partial Mode']);
  if (partial !== null && partial !== 'Simple') name = `${partial} ${name}`;
  return fields['Parallel Aware'] === true ? `Parallel ${name}` : name;
}

function subjectOf(fields: Fields): string {
  const name = stringOf(fields['Relation Name']) ?? stringOf(fields['Function Name']) ?? stringOf(fields['CTE Name'])
    ?? stringOf(fields['Tuplestore Name']) ?? stringOf(fields['Table Function Name']);
  const alias = stringOf(fields.Alias);
  const index = stringOf(fields['Index Name']);
  const whole = name === null ? alias : alias === null || alias === name ? name : `${name} ${alias}`;
  if (index === null) return whole ?? '';
  return whole === null ? index : `${index} on ${whole}`;
}

function countsOf(fields: Fields): PlanNode['counts'] {
  if (fields['Shared Hit Blocks'] === undefined && fields['WAL Records'] === undefined) return null;
  const at = (...names: string[]): number => names.reduce((sum, name) => sum + (numberOf(fields[name]) ?? 0), 0);
  return {
    shared_hit: at('Shared Hit Blocks'), shared_read: at('Shared Read Blocks'), shared_dirtied: at('Shared Dirtied Blocks'),
    shared_written: at('Shared Written Blocks'), local_hit: at('Local Hit Blocks'), local_read: at('Local Read Blocks'),
    local_dirtied: at('Local Dirtied Blocks'), local_written: at('Local Written Blocks'), temp_read: at('Temp Read Blocks'),
    temp_written: at('Temp Written Blocks'),
    // 17 told the times of shared, local and temporary blocks apart.
    io_read_ms: at('I/O Read Time', 'Shared I/O Read Time', 'Local I/O Read Time', 'Temp I/O Read Time'),
    io_write_ms: at('I/O Write Time', 'Shared I/O Write Time', 'Local I/O Write Time', 'Temp I/O Write Time'),
    wal_records: at('WAL Records'), wal_bytes: at('WAL Bytes'),
  };
}

function workersOf(fields: Fields): PlanNode['workers'] {
  const planned = numberOf(fields['Workers Planned']);
  return planned === null ? null : { planned, launched: numberOf(fields['Workers Launched']) };
}

function triggerOf(fields: Fields): PlanTrigger {
  return { name: stringOf(fields['Trigger Name']) ?? stringOf(fields['Constraint Name']) ?? '', relation: stringOf(fields.Relation),
    calls: numberOf(fields.Calls) ?? 0, ms: numberOf(fields.Time) };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function stringOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
