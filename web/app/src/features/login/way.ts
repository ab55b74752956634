// The three ways to sign in, and which one this browser used last.

import type { Credentials } from '@studio-pg/client';
import { readStored, writeStored } from '../../lib/storage.ts';

export const ways = [
  { way: 'email', label: 'E-mail' },
  { way: 'role', label: 'Database role' },
  { way: 'link', label: 'One-time link' },
] as const;
export type Way = (typeof ways)[number]['way'];

export function lastWay(): Way {
  const last = readStored('sign-in.way');
  return ways.find((each) => each.way === last)?.way ?? 'email';
}

export function rememberWay(way: Way): void {
  writeStored('sign-in.way', way);
}

export function credentialsOf(way: Way, name: string, secret: string): Credentials {
  if (way === 'link') return { link: secret.trim() };
  return way === 'email' ? { email: name.trim(), password: secret } : { role: name, password: secret };
}
