// The answers to what ahead.ts has asked before the page's code ran. Each is given once, to who asks the same first.

/** By method and address. Null where it was not asked in the end. */
export type AskedAhead = Map<string, { answer: Promise<Response | null>; at: number }>;

declare global {
  var studio_ahead: AskedAhead | undefined;
}

/** What was asked longer ago may have changed since. */
const good_for_ms = 10_000;

/** The answer to what is asked; null where it was not asked ahead. */
export async function takeAhead(method: string, address: string): Promise<Response | null> {
  const key = `${method} ${address}`;
  const found = globalThis.studio_ahead?.get(key);
  if (!found) return null;
  globalThis.studio_ahead?.delete(key);
  return Date.now() - found.at < good_for_ms ? await found.answer : null;
}
