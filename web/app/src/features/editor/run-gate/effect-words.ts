// An effect in words, PostgreSQL's where there are any.

import type { EffectDependents, EffectTarget, StatementEffect } from '@studio-pg/client';
import { bytesText } from '@studio-pg/react';
import { countText, plural } from '../../../lib/format.ts';

const about = (rows: number): string => `about ${plural(rows, 'row')}`;

/** Behind the tag. Much of what is dropped has no rows of its own. */
export function rowsWords({ estimated_rows, targets }: Pick<StatementEffect, 'estimated_rows' | 'targets'>): string {
  if (estimated_rows !== null) return ` · ${about(estimated_rows)}`;
  return targets.some(({ operation }) => operation !== 'drop') ? ' · how many rows is not known' : '';
}

export function targetWords({ description, estimated_rows, child_count }: EffectTarget): string {
  const children = child_count === 0 ? '' : ` with ${plural(child_count, 'child table')}`;
  return `${description ?? 'an object that is gone'}${children}${estimated_rows === null ? '' : ` · ${about(estimated_rows)}`}`;
}

export const dependentWords = {
  title(effect: StatementEffect): string {
    const count = effect.dependents?.cascade_count ?? 0;
    if (count === 0) return 'Goes with it';
    return effect.is_cascade ? `CASCADE takes ${plural(count, 'more object')}` : `Refused without CASCADE: ${plural(count, 'object')} ${count === 1 ? 'depends' : 'depend'} on it`;
  },
  lines({ items, count, is_complete }: EffectDependents): string[] {
    const lines = items.map((each) => `${each.description}${each.estimated_rows === null ? '' : ` · ${about(each.estimated_rows)}`}${each.is_automatic ? ' · goes with it' : ''}`);
    const rest = count - items.length;
    if (rest > 0) lines.push(`and ${is_complete ? '' : 'at least '}${countText(rest)} more`);
    return lines;
  },
};

const actions = {
  cascade: 'CASCADE', set_null: 'SET NULL', set_default: 'SET DEFAULT', restrict: 'RESTRICT: refused while rows refer to it',
  no_action: 'NO ACTION: refused while rows refer to it',
} as const;

export function cascadeWords(cascade: StatementEffect['cascades'][number]): string {
  const rows = cascade.estimated_rows === null ? '' : ` · of ${about(cascade.estimated_rows)}`;
  const what = cascade.operation === 'truncate' ? 'is emptied by CASCADE, else TRUNCATE is refused' : actions[cascade.action];
  return `${cascade.schema}.${cascade.name} (${cascade.constraint}): ${what}${rows}`;
}

export function triggerWords({ schema, name, trigger, function: called, is_for_each_row }: StatementEffect['triggers'][number]): string {
  return `${trigger} on ${schema}.${name} calls ${called}() ${is_for_each_row ? 'for each row' : 'once'}`;
}

export function databaseWords({ name, owner, size_bytes, connection_count }: StatementEffect['databases'][number]): string {
  const size = size_bytes === null ? 'its size may not be read' : bytesText(size_bytes);
  return `database ${name}, of ${owner} · ${size} · ${plural(connection_count, 'connection')} now`;
}

export function roleWords(role: StatementEffect['roles'][number]): string {
  const where = role.databases === null ? '' : ` in ${role.databases}`;
  const hangs = role.owned_count + role.privilege_count === 0 ? 'owns nothing, no privilege names it'
    : `owns ${plural(role.owned_count, 'object')}, ${plural(role.privilege_count, 'privilege')}${where}: DROP ROLE is refused until they are gone`;
  const groups = `${plural(role.member_count, 'member')}, member of ${plural(role.membership_count, 'role')}`;
  return `role ${role.name}${role.is_superuser ? ', a superuser' : ''} · ${hangs} · ${groups} · ${plural(role.connection_count, 'connection')} now`;
}

export function holderWords(holder: StatementEffect['lock_holders'][number]): string {
  const who = [holder.role, holder.application].filter((each) => each !== null && each !== '').join(', ');
  return `${holder.is_granted ? 'held' : 'waited for'} by process ${holder.pid}${who === '' ? '' : ` (${who})`}: ${holder.mode} on ${holder.schema}.${holder.name}${holder.state === null ? '' : `, ${holder.state}`}`;
}
