// Work for a moment in which the page has nothing to do: what a later click would otherwise wait for.

/** Safari has no idle callbacks; by then the first screen has long been drawn. */
const otherwise_ms = 2000;

/** Calls back once, when the page rests; returns what takes it back. */
export function whenIdle(act: () => void): () => void {
  if (typeof requestIdleCallback === 'function') {
    const handle = requestIdleCallback(act);
    return () => cancelIdleCallback(handle);
  }
  const timer = setTimeout(act, otherwise_ms);
  return () => clearTimeout(timer);
}
