// Beside a refused change: which policies did not let the row through. Each policy's expression is asked of PostgreSQL for that very
// row, as the same role and read-only; where that cannot be known, the policies that may have said so are named with the reason.

import { asStudioError } from '@studio-pg/client';
import type { CatalogRow, Cell, ErrorFields } from '@studio-pg/client';
import type { StagedRow } from '@studio-pg/react/staged-changes';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { catalogQuery } from '../../lib/catalog-queries.ts';
import { client } from '../../lib/client.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { commandOf, phaseWords, policyTests, testsStatement } from './policy-check.ts';
import type { PolicyTest } from './policy-check.ts';

/** What a policy's expression gave; a text: why that is not known. */
type Verdict = PolicyTest & { held: boolean | null | string };

const patience_ms = 3000;
const most_tests = 40;

/** Whether policies may be why: PostgreSQL says so of a row that it refuses, and nothing of one that it does not find. */
export function mayBePolicies({ code, message }: ErrorFields): boolean {
  return code === 'ST014' || code === 'ST015' || (code === '42501' && /row-level security/.test(message));
}

export function PolicyVerdict({ row }: { row: StagedRow }): ReactNode {
  const { id } = useConnection();
  const narrowing = { relation: row.relation.oid };
  const policies = useQuery(catalogQuery(id, 'policies', narrowing));
  const columns = useQuery(catalogQuery(id, 'columns', narrowing));
  const command = commandOf(row);
  const tests = policyTests(policies.data ?? [], command).slice(0, most_tests);
  const verdicts = useQuery({
    queryKey: ['policy verdicts', id, row.relation.oid, row.key, row.cells, row.is_deleted, tests],
    enabled: tests.length > 0 && columns.data !== undefined, retry: false,
    queryFn: async () => await askVerdicts(id, row, tests, columns.data ?? []),
  });
  const is_bound = policies.data?.some((each) => each.applies) === true;
  if (policies.data === undefined || policies.data.length === 0 || !is_bound) return null;
  const { data } = verdicts;
  return (
    <section aria-label="Policies" className="mx-4 mt-3 grid gap-1.5 rounded-md border border-danger px-3 py-2">
      <h3 className="font-semibold">Row-level security of {row.relation.schema}.{row.relation.name}, {command.toUpperCase()}</h3>
      <p>{tests.length === 0 ? `No policy for ${command.toUpperCase()} holds for this role, so nothing is let through.` : data ? summary(data) : verdicts.error ? asStudioError(verdicts.error).message : 'Asking PostgreSQL which policy it was …'}</p>
      <ul className="grid gap-1">
        {(data ?? []).map((each) => (
          <li key={`${each.policy} ${each.phase}`} className="text-small">
            <span className={each.held === true ? 'text-success' : 'text-danger'}>{heldWords(each.held)}</span>
            {' '}<b className="font-medium">{each.policy}</b> <span className="text-muted">{each.is_permissive ? 'permissive' : 'restrictive'}, {phaseWords[each.phase]}</span>
            {' '}<code className="font-mono break-words">{each.expression ?? 'its expression cannot be read now'}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}

function heldWords(held: Verdict['held']): string {
  if (typeof held === 'string') return `not known (${held}):`;
  return held === true ? 'holds:' : held === false ? 'does not hold:' : 'is NULL, so does not hold:';
}

/** The policy that decided, where one can be named. */
function summary(verdicts: readonly Verdict[]): string {
  const phases = ['find', 'write', 'read'] as const;
  for (const phase of phases) {
    const asked = verdicts.filter((each) => each.phase === phase);
    const barring = asked.find((each) => !each.is_permissive && (each.held === false || each.held === null));
    if (barring) return `The restrictive policy ${barring.policy} refused it.`;
    const permissive = asked.filter((each) => each.is_permissive);
    if (asked.length > 0 && permissive.every((each) => each.held === false || each.held === null)) {
      const [only] = permissive;
      return permissive.length === 1 && only ? `The only permissive policy, ${only.policy}, does not let the row through.` : 'None of the permissive policies lets the row through.';
    }
  }
  return verdicts.some((each) => typeof each.held === 'string') ? 'Which policy it was cannot be known; these may have said so.'
    : 'By what is known of the row, these policies let it through: a trigger may have changed it, or somebody else.';
}

async function askVerdicts(connection: string, row: StagedRow, tests: readonly PolicyTest[], columns: readonly CatalogRow<'columns'>[]): Promise<Verdict[]> {
  // A row that is found is one thing, what becomes of it another.
  const groups = [tests.filter((each) => each.phase === 'find'), tests.filter((each) => each.phase !== 'find')];
  const asked = await Promise.all(groups.filter((each) => each.length > 0).map(async (group) => await askGroup(connection, row, group, columns)));
  return asked.flat();
}

async function askGroup(connection: string, row: StagedRow, tests: readonly PolicyTest[], columns: readonly CatalogRow<'columns'>[]): Promise<Verdict[]> {
  const statement = testsStatement(row, tests, columns);
  if (!statement) return tests.map((each) => ({ ...each, held: 'the row has no key' }));
  const ask = async (sql: string, parameters: typeof statement.parameters): Promise<readonly Cell[] | undefined> =>
    (await client.query(connection, { sql, parameters, read_only: true, timeout_ms: patience_ms, row_limit: 1 }).collect()).results[0]?.rows[0];
  try {
    const values = await ask(statement.sql, statement.parameters);
    return tests.map((each, at) => ({ ...each, held: each.expression === null ? 'somebody holds a lock' : values === undefined ? 'this role does not see the row' : values[at] === null ? null : values[at] === true }));
  } catch (thrown) {
    const [only] = tests;
    if (tests.length === 1 && only) return [{ ...only, held: asStudioError(thrown).message }];
    // One expression that fails hides what the others are.
    const alone: Verdict[] = [];
    for (const each of tests) alone.push(...await askGroup(connection, row, [each], columns));
    return alone;
  }
}
