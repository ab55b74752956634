// Statements that change how a sequence counts. Pure.

import { alter } from './relation.ts';
import type { Target } from './relation.ts';
import type { Quoting } from './quoting.ts';

export interface SequenceForm {
  type: string;
  increment: string;
  minimum: string;
  maximum: string;
  start: string;
  cache: string;
  is_cyclic: boolean;
  /** The column that it is dropped with: `schema.table.column`, quoted; empty: none. */
  owned_by: string;
  /** What nextval gives next; empty: as it goes on. */
  next: string;
}

const numbers = ['increment', 'minimum', 'maximum', 'start', 'cache'] as const;
const words = { increment: 'INCREMENT BY', minimum: 'MINVALUE', maximum: 'MAXVALUE', start: 'START WITH', cache: 'CACHE' } as const;

export const isInteger = (text: string): boolean => /^[+-]?\d{1,19}$/.test(text.trim());

/** What leads from one state to the other; nothing where they are the same or a number is none. */
export function changeSequence(quote: Quoting, target: Target, before: SequenceForm, after: SequenceForm): string[] {
  if (!numbers.every((each) => isInteger(after[each])) || (after.next.trim() !== '' && !isInteger(after.next))) return [];
  const parts = [
    before.type === after.type ? '' : `AS ${after.type}`,
    ...numbers.map((each) => (before[each].trim() === after[each].trim() ? '' : `${words[each]} ${after[each].trim()}`)),
    before.is_cyclic === after.is_cyclic ? '' : after.is_cyclic ? 'CYCLE' : 'NO CYCLE',
    after.next.trim() === '' ? '' : `RESTART WITH ${after.next.trim()}`,
    before.owned_by === after.owned_by ? '' : `OWNED BY ${after.owned_by === '' ? 'NONE' : after.owned_by}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? [] : [`${alter(quote, target)} ${parts.join(' ')}`];
}
