// Save, in the editor's bar: a new query gets a name, a known one a new version. Where somebody else saved meanwhile, mine
// and theirs are shown, and nobody's text is lost.

import type { SavedQuery } from '@studio-pg/client';
import { asStudioError } from '@studio-pg/client';
import { useQueryClient } from '@tanstack/react-query';
import { Save } from 'lucide-react';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { client } from '../../lib/client.ts';
import { shortcutText, useCommands } from '../../lib/command.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { say } from '../../lib/notice.ts';
import { IconButton } from '../../ui/button.tsx';
import { forgetSaved } from './queries.ts';

// Dialogs with a form are loaded when they are first opened.
const QueryForm = lazy(async () => ({ default: (await import('./query-form.tsx')).QueryForm }));
const NotSaved = lazy(async () => ({ default: (await import('./not-saved.tsx')).NotSaved }));

interface SaveQueryProps {
  text: string;
  /** The text at this moment, which may be newer. */
  present: () => string;
  /** The saved query that the text was, and the text that it had then. */
  saved: { id: string; version: number; name: string; text: string } | null;
  onSaved: (saved: SavedQuery) => void;
  /** Puts another text in place of the editor's. */
  onText: (text: string) => void;
}

type Asking = { what: 'name' } | { what: 'not saved'; error: unknown; theirs: SavedQuery | null };

const conflict = '40001';

export function SaveQuery({ text, present, saved, onSaved, onText }: SaveQueryProps): ReactNode {
  const connection = useConnection();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<Asking | null>(null);
  const done = useCallback((query: SavedQuery) => {
    setAsking(null);
    onSaved(query);
    say(`“${query.name}” is saved`);
  }, [onSaved]);

  const saveOver = useCallback(async (id: string, version: number, base: string): Promise<void> => {
    try {
      done(await client.savedQueries.update(id, { sql: present(), version }));
      await forgetSaved(queries);
    } catch (thrown) {
      const theirs = asStudioError(thrown).code === conflict ? await client.savedQueries.get(id).catch(() => null) : null;
      // Only its name or description has changed: there is nothing to decide.
      if (theirs?.sql === base && theirs.version > version) await saveOver(id, theirs.version, base);
      else setAsking({ what: 'not saved', error: thrown, theirs });
    }
  }, [present, done, queries]);

  const save = useCallback(() => {
    if (saved === null) setAsking({ what: 'name' });
    else if (saved.text !== present()) void saveOver(saved.id, saved.version, saved.text);
    else say(`“${saved.name}” has no changes`);
  }, [saved, present, saveOver]);

  useCommands(useMemo(() => [
    { id: 'query.save', label: 'Save the query', group: 'Query', shortcut: 'mod+s', run: save },
    { id: 'query.save_as', label: 'Save as a new query', group: 'Query', shortcut: 'mod+shift+s', run: () => setAsking({ what: 'name' }) },
  ], [save]));

  const close = (): void => setAsking(null);
  const is_changed = saved !== null && saved.text !== text;
  return (
    <>
      <IconButton label={is_changed ? `Save the changes of ${saved.name}` : 'Save the query'} onClick={save}
        title={`Save (${shortcutText('mod+s')})`} className={is_changed ? 'text-accent' : ''}>
        <Save aria-hidden size={16} strokeWidth={1.5} />
      </IconButton>
      <Suspense fallback={null}>
        {asking?.what === 'name' && <QueryForm connection={connection} of={{ sql: text, name: saved === null ? '' : `${saved.name} (copy)` }}
          onSaved={done} onClose={close} />}
        {asking?.what === 'not saved' && <NotSaved mine={text} theirs={asking.theirs} error={asStudioError(asking.error)} onClose={close}
          onNew={() => setAsking({ what: 'name' })}
          onTheirs={(theirs) => { close(); onText(theirs.sql); onSaved(theirs); }}
          onMine={(theirs) => { close(); void saveOver(theirs.id, theirs.version, theirs.sql); }} />}
      </Suspense>
    </>
  );
}
