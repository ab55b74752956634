// What a table lock means for everybody else (PostgreSQL's documentation, "Table-Level Locks").

const words: Record<string, string> = {
  AccessExclusiveLock: 'nobody else reads or writes the table meanwhile.',
  ExclusiveLock: 'others may read the table meanwhile, and write nothing.',
  ShareRowExclusiveLock: 'others may read the table meanwhile; writing waits.',
  ShareLock: 'others may read the table meanwhile; writing waits.',
  ShareUpdateExclusiveLock: 'others read and write meanwhile; VACUUM and other changes of its structure wait.',
  RowExclusiveLock: 'others read and write meanwhile.',
  RowShareLock: 'others read and write meanwhile.',
  AccessShareLock: 'others read and write meanwhile.',
};

export function lockWords(lock: string): string {
  return words[lock] ?? 'others may have to wait.';
}
