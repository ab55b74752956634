// The audit trail in words: what an action is called, and what its detail says.

import type { AuditEvent } from '@studio-pg/client';

/** Whether something was made, changed, ended, or refused: its sign and color. */
export type Tone = 'made' | 'changed' | 'ended' | 'refused' | 'other';

const nouns: Record<string, string> = {
  account: 'account', connection: 'connection', connection_proof: 'proof of a role', connection_secret: 'password of a connection',
  credential: 'password', invitation: 'invitation', login_link: 'sign-in link', member: 'member', organization: 'organization',
  personal_access_token: 'access token', quota: 'limits', saved_query: 'saved query', session: 'sign-in',
};

/** Actions that are no change of a row. */
const sentences: Record<string, string> = {
  sign_in_failed: 'Sign-in refused', schema_changed: 'Schema changed', session_created: 'Signed in', session_deleted: 'Sign-in ended',
  login_link_created: 'Sign-in link made', member_created: 'Member joined', member_deleted: 'Member left or was removed',
  credential_created: 'Password set', credential_changed: 'Password changed', credential_deleted: 'Password removed',
  invitation_created: 'Somebody invited', invitation_deleted: 'Invitation accepted or withdrawn', export: 'Rows exported',
  personal_access_token_created: 'Access token made', personal_access_token_deleted: 'Access token revoked',
  quota_created: 'Limits set', quota_changed: 'Limits changed', quota_deleted: 'Limits lifted', keys_rotated: 'Signing keys rotated',
};

const verbs = { created: 'made', changed: 'changed', deleted: 'deleted' } as const;

/** `member_changed` → `Member changed`; an action that this version does not know is said as it stands. */
export function actionText(action: string): string {
  const known = sentences[action];
  if (known !== undefined) return known;
  const [, noun, verb] = /^(.+)_(created|changed|deleted)$/.exec(action) ?? [];
  const words = noun === undefined ? action.replaceAll('_', ' ')
    : `${nouns[noun] ?? noun.replaceAll('_', ' ')} ${verbs[verb as keyof typeof verbs]}`;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function toneOf(action: string): Tone {
  if (/_(failed|refused)$/.test(action)) return 'refused';
  if (action.endsWith('_created')) return 'made';
  if (action.endsWith('_deleted')) return 'ended';
  return action.endsWith('_changed') ? 'changed' : 'other';
}

/** Every action that the filter offers, by its words. */
export const actions: readonly string[] = [...new Set([
  ...Object.keys(sentences), ...['account', 'connection', 'organization', 'member'].flatMap((noun) => Object.keys(verbs).map((verb) => `${noun}_${verb}`)),
])].sort((a, b) => actionText(a).localeCompare(actionText(b)));

/** Who did it: an account, a role in psql, or nobody that is known. */
export function whoText({ account, role_name }: Pick<AuditEvent, 'account' | 'role_name'>): string {
  if (account !== null && role_name !== account.name) return role_name === null ? account.name : `${account.name} as ${role_name} in psql`;
  return role_name === null ? 'unknown' : `${role_name} in psql`;
}

/** A detail in one line: `role: viewer → admin, is_read_only: yes`. */
export function detailText(detail: AuditEvent['detail'], action: string): string {
  if (detail === null) return '';
  const is_change = action.endsWith('_changed');
  return Object.entries(detail).flatMap(([field, value]) => {
    const words = field.replaceAll('_', ' ');
    if (is_change && Array.isArray(value) && value.length === 2) return [`${words}: ${valueText(value[0])} → ${valueText(value[1])}`];
    return value === null || isEmpty(value) ? [] : [`${words}: ${valueText(value)}`];
  }).join(', ');
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
