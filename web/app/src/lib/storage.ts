// What the browser remembers for this person: small JSON values in local storage. A full or forbidden storage is no
// error; the studio then forgets.

import { noteStored } from './crash-journal.ts';

const prefix = 'studio.';

/** The kept value, or null. Callers check its shape: it may come from another version of this page. */
export function readStored(name: string): unknown {
  try {
    const text = localStorage.getItem(prefix + name);
    return text === null ? null : (JSON.parse(text) as unknown);
  } catch {
    return null;
  }
}

/** Keeps a value; false where the storage refused it. */
export function writeStored(name: string, value: unknown): boolean {
  try {
    const text = JSON.stringify(value);
    localStorage.setItem(prefix + name, text);
    noteStored(name, text);
    return true;
  } catch {
    return false;
  }
}

export function removeStored(name: string): void {
  try {
    localStorage.removeItem(prefix + name);
    noteStored(name, null);
  } catch {
    // Nothing was kept then.
  }
}

/** Forgets everything of one connection, or of all. */
export function removeStoredUnder(start: string): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix + start)) localStorage.removeItem(key);
  } catch {
    // Nothing was kept then.
  }
}

/**
 * Hears of what another window of this browser keeps or removes under names that begin so; is told the rest of the name.
 * A change of one's own is never heard. Returns what ends it.
 */
export function onStoredElsewhere(start: string, listener: (rest: string) => void): () => void {
  const heard = (event: StorageEvent): void => {
    if (event.key?.startsWith(prefix + start) === true) listener(event.key.slice(prefix.length + start.length));
  };
  if (typeof window === 'undefined') return () => undefined; // no other window where there is none
  window.addEventListener('storage', heard);
  return () => window.removeEventListener('storage', heard);
}
