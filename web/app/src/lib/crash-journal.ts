// Local storage reaches the disk some seconds after it is written, and a browser that is killed loses those seconds. Open tabs and
// their texts are therefore written to IndexedDB as well, which hands every transaction to the system at once; when the studio
// starts, what is newer there is put back. Windows of one browser share it.

const prefix = 'studio.';
/** In local storage: when it was last written, so that after a crash one sees how much of it is missing. */
const stamp = 'studio.journal';
const watched = /^(tabs|query|closed|edits)\./;
const flush_ms = 150;
/** By then local storage is on the disk. */
const kept_ms = 60_000;
/** A browser whose IndexedDB hangs shall not hold up the studio. */
const patience_ms = 1000;

interface Note {
  name: string;
  /** Null: it was removed. */
  value: string | null;
  at: number;
}

const pending = new Map<string, Note>();
let timer: ReturnType<typeof setTimeout> | undefined;
let opened: Promise<IDBDatabase> | null = null;

/** Notes what was just written to local storage, or removed from it. */
export function noteStored(name: string, value: string | null): void {
  if (!watched.test(name)) return;
  const at = Date.now();
  localStorage.setItem(stamp, String(at));
  pending.set(name, { name, value, at });
  timer ??= setTimeout(flush, flush_ms);
}

/** Puts back what a crash has cost. To be awaited before anything is read. */
export async function recoverStored(): Promise<void> {
  window.addEventListener('pagehide', flush);
  await Promise.race([recover().catch(() => undefined), new Promise((resolve) => setTimeout(resolve, patience_ms))]);
}

async function recover(): Promise<void> {
  const database = await open();
  const seen = Number(localStorage.getItem(stamp) ?? 0);
  const notes = await new Promise<Note[]>((resolve, reject) => {
    const request = database.transaction('note').objectStore('note').index('at').getAll(IDBKeyRange.lowerBound(seen, true));
    request.onsuccess = () => resolve(request.result as Note[]);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });
  for (const { name, value } of notes) {
    if (value === null) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, value);
  }
  const last = notes.at(-1);
  if (last) localStorage.setItem(stamp, String(last.at));
}

function flush(): void {
  clearTimeout(timer);
  timer = undefined;
  const notes = [...pending.values()];
  pending.clear();
  if (notes.length === 0) return;
  // Without IndexedDB, in a private window say, a crash costs the last seconds.
  void open().then((database) => {
    const store = database.transaction('note', 'readwrite').objectStore('note');
    for (const note of notes) store.put(note);
    const old = store.index('at').openKeyCursor(IDBKeyRange.upperBound(Date.now() - kept_ms));
    old.onsuccess = () => {
      const cursor = old.result;
      if (!cursor) return;
      store.delete(cursor.primaryKey);
      cursor.continue();
    };
  }).catch(() => undefined);
}

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('studio', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('note', { keyPath: 'name' }).createIndex('at', 'at');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });
  return opened;
}
