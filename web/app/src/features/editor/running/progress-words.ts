// How far a utility statement has come, in words.

import type { Progress } from '@studio-pg/client';
import { countText } from '../../../lib/format.ts';

/** From 0 to 1; null where the whole is not known. */
export function progressShare({ done, total }: Progress): number | null {
  return total === null || total <= 0 ? null : Math.min(1, done / total);
}

/** `CREATE INDEX: building index, 120 of 4,000 blocks`. */
export function progressWords({ command, phase, done, total, unit }: Progress): string {
  const counted = total !== null ? `${countText(done)} of ${countText(total)} ${unit}` : done > 0 ? `${countText(done)} ${unit}` : null;
  const rest = [phase, counted].filter((part) => part !== null && part !== '').join(', ');
  return rest === '' ? command : `${command}: ${rest}`;
}
