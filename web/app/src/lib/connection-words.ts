// What a connection leads to, and as whom, in words.

import type { Connection } from '@studio-pg/client';

/** The role or user that statements run as. */
export function connectionUser({ role, user }: Pick<Connection, 'role' | 'user'>): string {
  return role ?? user ?? '';
}

/** `shop as app_rw`, `shop on db.example.com:6432 as app_rw`. */
export function targetText(connection: Pick<Connection, 'database' | 'host' | 'port' | 'role' | 'user'>): string {
  const { database, host, port } = connection;
  const place = host === null ? '' : ` on ${host}${port === null || port === 5432 ? '' : `:${port}`}`;
  return `${database}${place} as ${connectionUser(connection)}`;
}

/** How long a server took to answer, in whole milliseconds as it is told. */
export function latencyText(latency_ms: number): string {
  return latency_ms < 1 ? 'under 1 ms' : `${Math.round(latency_ms)} ms`;
}
