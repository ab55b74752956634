// What a link may bring, and what it may not.

import { describe, expect, it } from 'vitest';
import { checkLinkedPlan, linkedPlan } from './linked-plan.ts';
import type { KeptPlan, PlanShelfState } from './plan-shelf.ts';

const kept: KeptPlan = { id: 2, key: 'p2', name: 'Plan 2, analyzed', sql: 'select 1', given: { json: [] }, answer: { rolled_back: true, relations: [], notices: [] } };
const state: PlanShelfState = { plans: [kept], shown: 2, missing: null, beside: null, node: 4, is_open: true };

describe('a plan in a link', () => {
  it('is the one that is shown, and comes out as it went in', () => {
    const linked = linkedPlan(state);
    expect(linked).toEqual({ name: 'Plan 2, analyzed', sql: 'select 1', node: 4, rolled_back: true, given: { json: [] } });
    expect(checkLinkedPlan(JSON.parse(JSON.stringify(linked)))).toEqual(linked);
  });

  it('is none where results are shown, or a plan that is missing', () => {
    expect(linkedPlan({ ...state, is_open: false })).toBeUndefined();
    expect(linkedPlan({ ...state, missing: { key: 'p9', node: null, name: null, sql: null } })).toBeUndefined();
  });

  it.each([
    [undefined, null], [null, null], ['text', null], [{ sql: 'select 1' }, null],
    [{ name: 'a', sql: 1, node: -2, rolled_back: 'yes', given: { other: 1 } }, { name: 'a', sql: null, node: null, rolled_back: false, given: null }],
    [{ name: 'a', node: 0.5, given: { text: 'Seq Scan' } }, { name: 'a', sql: null, node: null, rolled_back: false, given: { text: 'Seq Scan' } }],
  ])('%j is read as %j', (brought, expected) => expect(checkLinkedPlan(brought)).toEqual(expected));
});
