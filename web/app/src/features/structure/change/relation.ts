// Statements that change a relation as a whole. Pure.

import type { RelationKind } from '@studio-pg/client';
import type { Quoting } from './quoting.ts';

export interface Target {
  schema: string;
  name: string;
  kind: RelationKind;
}

const words: Record<RelationKind, string> = {
  table: 'TABLE', partitioned_table: 'TABLE', view: 'VIEW', materialized_view: 'MATERIALIZED VIEW', foreign_table: 'FOREIGN TABLE', sequence: 'SEQUENCE',
};

/** `ALTER TABLE public.film` */
export function alter(quote: Quoting, target: Target): string {
  return `ALTER ${words[target.kind]} ${quote.full(target)}`;
}

export function renameRelation(quote: Quoting, target: Target, name: string): string[] {
  return name === '' || name === target.name ? [] : [`${alter(quote, target)} RENAME TO ${quote.name(name)}`];
}

export function moveRelation(quote: Quoting, target: Target, schema: string): string[] {
  return schema === '' || schema === target.schema ? [] : [`${alter(quote, target)} SET SCHEMA ${quote.name(schema)}`];
}

export function commentOnRelation(quote: Quoting, target: Target, comment: string): string[] {
  return [`COMMENT ON ${words[target.kind]} ${quote.full(target)} IS ${comment === '' ? 'NULL' : quote.text(comment)}`];
}

export function changeOwner(quote: Quoting, target: Target, owner: string): string[] {
  return owner === '' ? [] : [`${alter(quote, target)} OWNER TO ${quote.name(owner)}`];
}

export function dropRelation(quote: Quoting, target: Target, is_cascade: boolean): string[] {
  return [`DROP ${words[target.kind]} ${quote.full(target)}${is_cascade ? ' CASCADE' : ''}`];
}

export function truncate(quote: Quoting, target: Target, { restarts, is_cascade }: { restarts: boolean; is_cascade: boolean }): string[] {
  return [`TRUNCATE TABLE ${quote.full(target)}${restarts ? ' RESTART IDENTITY' : ''}${is_cascade ? ' CASCADE' : ''}`];
}

export function refreshView(quote: Quoting, target: Target, is_concurrent: boolean): string[] {
  return [`REFRESH MATERIALIZED VIEW ${is_concurrent ? 'CONCURRENTLY ' : ''}${quote.full(target)}`];
}
