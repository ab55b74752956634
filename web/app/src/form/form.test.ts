// Where a refusal is shown, and what the rules of a form say.

import { StudioError } from '@studio-pg/client';
import { describe, expect, it } from 'vitest';
import { refusalOf } from './refusal.ts';
import { emailRule, exactRule, newPasswordRule, numberRule, problemsOf, textRule } from './rules.ts';

const values = { name: 'shop', email: 'a@b', history_days: '0' };
const place = (fields: Record<string, unknown>, places = {}) => refusalOf(new StudioError(fields), values, places).place;

describe('a refusal', () => {
  it.each([
    ['a constraint with a field in its name', { constraint: 'organization_name_has_1_to_200_characters' }, {}, 'name'],
    ['a constraint with its place', { constraint: 'organization_history_is_kept_1_to_3650_days' },
      { organization_history_is_kept_1_to_3650_days: 'history_days' }, 'history_days'],
    ['a SQLSTATE with its place', { code: '42501' }, { 42501: 'email' }, 'email'],
    ['a column', { column: 'email' }, {}, 'email'],
    ['a column of no field', { column: 'id' }, {}, undefined],
    ['a message that begins with a field', { message: 'field "name" must be a string' }, {}, 'name'],
    ['a message about a field of another form', { message: 'field "color" must be a string' }, {}, undefined],
    ['a sentence that only has the word', { message: 'no name is left' }, {}, undefined],
  ])('by %s belongs to its field', (_, fields, places, field) => {
    expect(place(fields, places)?.field).toBe(field);
  });
  it('keeps the value that was refused, so that another value is not blamed', () => {
    expect(place({ constraint: 'account_email_is_taken' })).toEqual(
      { field: 'email', value: 'a@b', message: 'Account email is taken.' });
  });
  it('says the detail where there is no constraint', () => {
    expect(place({ column: 'name', message: 'the name is not acceptable', detail: 'It is too short.' })?.message).toBe('It is too short.');
    expect(place({ message: 'field "history_days" must be a number' })?.message).toBe('History days must be a number.');
  });
  it('knows when to come again', () => {
    const before = Date.now();
    expect(refusalOf(new StudioError({}, 429, 2), values).retry_at).toBeGreaterThanOrEqual(before + 2000);
    expect(refusalOf(new StudioError({}, 409), values).retry_at).toBeNull();
  });
});

describe('a rule', () => {
  it.each([
    [textRule('The name'), 'shop', undefined],
    [textRule('The name'), '  ', 'The name is missing.'],
    [textRule('The name', 1, 3), '🐘🐘🐘', undefined],
    [textRule('The name', 1, 3), 'abcd', 'The name has more than 3 characters.'],
    [numberRule('The time', 1, 30), '30', undefined],
    [numberRule('The time', 1, 30), '31', 'The time is a whole number from 1 to 30.'],
    [numberRule('The time', 1, 30), '1e1', 'The time is a whole number from 1 to 30.'],
    [numberRule('The time', 1, 30, true), '', undefined],
    [emailRule(), '', 'An e-mail address looks like name@example.com.'],
    [emailRule(true), '', undefined],
    [emailRule(true), 'a b@c', 'An e-mail address looks like name@example.com.'],
    [newPasswordRule(), 'seven77', 'A password needs 8 characters or more.'],
    [newPasswordRule(), 'é'.repeat(513), 'A password has at most 1024 bytes.'],
    [exactRule('acme'), 'acm', 'Type acme to go on.'],
  ])('%# says of %j', (rule, value, problem) => {
    expect(problemsOf({ field: rule }, { field: value })?.fields['field']).toBe(problem);
  });
});
