// The color of a connection, the same on every tab of it and in its header. Production is red, whatever was chosen.

import type { Connection } from '@studio-pg/client';

/** A CSS color. */
export function connectionColor({ environment, color }: Pick<Connection, 'environment' | 'color'>): string {
  if (environment === 'production') return 'var(--danger)';
  return color !== null && /^#[0-9a-f]{6}$/i.test(color) ? color : 'var(--line)';
}
