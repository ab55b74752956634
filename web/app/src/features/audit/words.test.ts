// The audit trail in words.

import { describe, expect, it } from 'vitest';
import { actions, actionText, detailText, toneOf, whoText } from './words.ts';

describe('an action', () => {
  it.each([
    ['session_created', 'Signed in', 'made'], ['member_changed', 'Member changed', 'changed'],
    ['connection_deleted', 'Connection deleted', 'ended'], ['sign_in_failed', 'Sign-in refused', 'refused'],
    ['saved_dashboard_created', 'Saved dashboard made', 'made'], ['something_new', 'Something new', 'other'],
  ])('%s is “%s”', (action, words, tone) => {
    expect([actionText(action), toneOf(action)]).toEqual([words, tone]);
  });
  it('is offered once each, by its words', () => {
    expect(new Set(actions).size).toBe(actions.length);
    expect(actions).toContain('member_changed');
  });
});

describe('who did it', () => {
  const account = { id: '1', name: 'Ada' };
  it.each([[account, null, 'Ada'], [account, 'ada', 'Ada as ada in psql'], [account, 'Ada', 'Ada in psql'], [null, 'postgres', 'postgres in psql'], [null, null, 'unknown']])(
    '%j with role %s is %s', (who, role_name, words) => expect(whoText({ account: who, role_name })).toBe(words));
});

describe('a detail', () => {
  it('says what was and what is', () => {
    expect(detailText({ role: ['viewer', 'admin'], is_read_only: [false, true], color: [null, '#ff0000'] }, 'member_changed'))
      .toBe('role: viewer → admin, is read only: no → yes, color: none → #ff0000');
  });
  it('says a new row’s fields, without those that hold nothing', () => {
    expect(detailText({ kind: 'local', color: null, settings: {}, scopes: ['read'] }, 'token_created')).toBe('kind: local, scopes: ["read"]');
    expect(detailText(null, 'session_deleted')).toBe('');
  });
});
