// Snippets and macros: found, put in, run, and made out of what is selected. They are changed and shared as saved queries.

import { asStudioError } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Form, FormFoot } from '../../form/form.tsx';
import { textRule } from '../../form/rules.ts';
import { useForm } from '../../form/use-form.ts';
import { shortcutText } from '../../lib/command.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { Button } from '../../ui/button.tsx';
import { SegmentedChoice } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { SkeletonLines } from '../../ui/states.tsx';
import { built_in_snippets } from './built-in.ts';
import { digitOf } from './kinds.ts';
import type { Kind, Snippet } from './kinds.ts';
import { keepSnippet, snippetsQuery } from './snippets.ts';
import { ExportSnippets, ImportSnippets } from './transfer.tsx';

interface SnippetDialogProps {
  selection: string;
  onInsert: (body: string) => void;
  onRun: (body: string) => void;
  onManage: (kind: Kind) => void;
  onClose: () => void;
}

export function SnippetDialog({ selection, onInsert, onRun, onManage, onClose }: SnippetDialogProps): ReactNode {
  const { organization_id } = useConnection();
  const [kind, setKind] = useState<Kind>('Snippets');
  const [search, setSearch] = useState('');
  const [foot, setFoot] = useState<'buttons' | 'new' | 'import'>('buttons');
  const own = useQuery(snippetsQuery(organization_id, kind));
  const all = [...own.data ?? [], ...(kind === 'Snippets' ? built_in_snippets : [])];
  const needle = search.trim().toLowerCase();
  const shown = all.filter((each) => `${each.name} ${each.description} ${each.body}`.toLowerCase().includes(needle));
  const use = (snippet: Snippet): void => {
    if (kind === 'Snippets') onInsert(snippet.body);
    else {
      onClose();
      onRun(snippet.body);
    }
  };
  return (
    <Dialog label="Snippets and macros" place="wide" onClose={onClose}>
      <div className="flex h-full flex-col">
        <div className="flex shrink-0 flex-wrap items-center gap-3 border-b border-line p-3">
          <h2 className="text-title font-semibold">Snippets and macros</h2>
          <SearchBox label="Search them" placeholder="Search" value={search} onChange={setSearch} className="ml-auto w-56" />
          <SegmentedChoice label="What is shown" value={kind} onChange={(next) => { setKind(next); setFoot('buttons'); }}
            options={[{ value: 'Snippets', label: 'Snippets' }, { value: 'Macros', label: 'Macros' }]} />
        </div>
        <p className="shrink-0 px-4 pt-3 text-small text-muted">{kind === 'Snippets'
          ? 'A snippet is put into the text; Tab goes from place to place. Its name, typed in the editor, offers it too.'
          : `A macro is run. $SELECTION$ in it stands for what is selected; a name that begins with a digit, as “1 Locks”, has that as its shortcut: ${shortcutText('mod+1')}.`}</p>
        {own.error !== null && <ErrorPanel error={asStudioError(own.error).fields} actions={<Button onClick={() => void own.refetch()}>Try again</Button>} />}
        <ul aria-label={kind} className="min-h-0 flex-1 overflow-auto p-2">
          {own.isPending && <SkeletonLines lines={4} />}
          {shown.map((each) => <SnippetLine key={each.id} snippet={each} verb={kind === 'Snippets' ? 'Insert' : 'Run'} onUse={() => use(each)} />)}
          {!own.isPending && shown.length === 0 && <li className="px-2 py-4 text-muted">{needle === '' ? 'No macro yet: make one below.' : 'Nothing is named like that.'}</li>}
        </ul>
        <div className="shrink-0 border-t border-line p-3">
          {foot === 'new' && <NewSnippet kind={kind} selection={selection} onDone={() => setFoot('buttons')} />}
          {foot === 'import' && <ImportSnippets organization={organization_id} onDone={() => setFoot('buttons')} />}
          {foot === 'buttons' && (
            <div className="flex flex-wrap justify-end gap-2">
              <Button className="h-8" onClick={() => { onClose(); onManage(kind); }}>Change or share them</Button>
              <ExportSnippets organization={organization_id} />
              <Button className="mr-auto h-8" onClick={() => setFoot('import')}>Import JSON</Button>
              <Button className="h-8" onClick={() => setFoot('new')}>New {kind === 'Snippets' ? 'snippet' : 'macro'}</Button>
              <Button className="h-8" onClick={onClose}>Close</Button>
            </div>
          )}
        </div>
      </div>
    </Dialog>
  );
}

function SnippetLine({ snippet, verb, onUse }: { snippet: Snippet; verb: string; onUse: () => void }): ReactNode {
  const digit = verb === 'Run' ? digitOf(snippet.name) : null;
  return (
    <li className="flex items-start gap-3 rounded-sm px-2 py-1.5 hover:bg-surface-2">
      <div className="min-w-0 flex-1">
        <p className="flex gap-2"><bdi className="truncate font-medium">{snippet.name}</bdi>
          {digit !== null && <kbd className="rounded-sm border border-line px-1.5 font-sans text-small text-muted">{shortcutText(`mod+${digit}`)}</kbd>}
          <span className="truncate text-muted">{snippet.description}</span></p>
        <p className="truncate font-mono text-small text-muted">{snippet.body.replace(/\s+/g, ' ').slice(0, 200)}</p>
      </div>
      <Button onClick={onUse} aria-label={`${verb} ${snippet.name}`}>{verb}</Button>
    </li>
  );
}

function NewSnippet({ kind, selection, onDone }: { kind: Kind; selection: string; onDone: () => void }): ReactNode {
  const { organization_id } = useConnection();
  const cache = useQueryClient();
  const form = useForm({
    values: { name: '', description: '', body: selection },
    rules: { name: textRule('The name'), description: textRule('The description', 0, 1000), body: textRule('The text', 1, 100_000) },
    onSubmit: async (given) => {
      await keepSnippet(organization_id, kind, given);
      await cache.invalidateQueries({ queryKey: ['saved queries'] });
      onDone();
    },
  });
  const { Field } = form;
  return (
    <Form of={form} label={`New ${kind === 'Snippets' ? 'snippet' : 'macro'}`}>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field name="name">{(field) => <field.Text label="Name" required />}</Field>
        <Field name="description">{(field) => <field.Text label="Description" />}</Field>
      </div>
      <Field name="body">{(field) => <field.TextArea label="Text" rows={4} spellCheck={false} className="w-full rounded-sm border border-line-strong bg-surface-0 px-2.5 py-1.5 font-mono text-small" />}</Field>
      <FormFoot submit="Save" pending="Saving …"><Button className="h-8" onClick={onDone}>Cancel</Button></FormFoot>
    </Form>
  );
}
