// A large answer (the names of 25,000 relations) is on its way while a page comes, and is read when the page stands: reading and
// drawing it takes the processor for longer than the page itself.

import { takeAhead } from './ahead.ts';
import { whenIdle } from './when-idle.ts';

/** Less than this is read in a few milliseconds. */
const large_bytes = 200_000;
/** A page that never stands holds nothing back for longer. */
const at_most_ms = 1500;

let held: Promise<void> = Promise.resolve();
let release: () => void = () => undefined;
let was_held = false;

/** Large answers wait for `readLargeAnswers`. Only the first page that asks is waited for: on later ones the answers are there. */
export function holdLargeAnswers(): void {
  if (was_held) return;
  was_held = true;
  held = new Promise((resolve) => { release = resolve; });
  setTimeout(release, at_most_ms);
}

/** The page stands: what waits is read when it rests, behind its next frame. */
export function readLargeAnswers(): void {
  requestAnimationFrame(() => whenIdle(() => release()));
}

/** Fetch for the client: gives what was asked ahead, and holds large answers. */
export async function heldFetch(address: unknown, init?: RequestInit): Promise<Response> {
  const response = await takeAhead(init?.method ?? 'GET', address as string) ?? await globalThis.fetch(address as string, init);
  if (Number(response.headers.get('content-length') ?? 0) > large_bytes) await held;
  return response;
}
