// Export of all one's snippets and macros as a file of JSON, and import of such a file: it is told what will happen before
// anything does.

import { asStudioError } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { download } from '../../lib/download.ts';
import { plural } from '../../lib/format.ts';
import { say } from '../../lib/notice.ts';
import { Button } from '../../ui/button.tsx';
import type { Kind } from './kinds.ts';
import { largest_file_bytes, newOnes, readSnippetFile, snippetFile } from './snippet-file.ts';
import type { Named, SnippetSet } from './snippet-file.ts';
import { keepSnippet, most_snippets, snippetsQuery } from './snippets.ts';

interface Plan {
  news: readonly { kind: Kind; snippet: Named }[];
  /** How many are here by name already. */
  known: number;
}

/** All that the account sees, asked for anew. */
function useAll(organization: string): () => Promise<SnippetSet> {
  const cache = useQueryClient();
  return async () => {
    const [Snippets, Macros] = await Promise.all((['Snippets', 'Macros'] as const)
      .map((kind) => cache.query({ ...snippetsQuery(organization, kind), staleTime: 0 })));
    return { Snippets: Snippets ?? [], Macros: Macros ?? [] };
  };
}

export function ExportSnippets({ organization }: { organization: string }): ReactNode {
  const all = useAll(organization);
  const exporting = useMutation({
    mutationFn: all,
    onSuccess: (set) => {
      const count = set.Snippets.length + set.Macros.length;
      if (count === 0) say('There is no snippet or macro of your own to export');
      else {
        download('studio-snippets.json', new Blob([snippetFile(set)], { type: 'application/json' }));
        say(`Exported ${plural(set.Snippets.length, 'snippet')} and ${plural(set.Macros.length, 'macro')}${
          set.Snippets.length === most_snippets || set.Macros.length === most_snippets ? `, ${most_snippets} of a kind at most` : ''}`);
      }
    },
    onError: (thrown) => say(asStudioError(thrown).message),
  });
  return <Button className="h-8" disabled={exporting.isPending} onClick={() => exporting.mutate()}>Export as JSON</Button>;
}

export function ImportSnippets({ organization, onDone }: { organization: string; onDone: () => void }): ReactNode {
  const cache = useQueryClient();
  const all = useAll(organization);
  const [plan, setPlan] = useState<Plan | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [done, setDone] = useState(0);
  const choose = async (file: File | undefined): Promise<void> => {
    setPlan(null);
    setRefused(null);
    if (!file) return;
    const read = file.size > largest_file_bytes ? { refused: `The file is larger than ${largest_file_bytes / 1_000_000} MB.` } : readSnippetFile(await file.text());
    if ('refused' in read) {
      setRefused(read.refused);
      return;
    }
    try {
      const news = newOnes(read, await all());
      setPlan({ news, known: read.Snippets.length + read.Macros.length - news.length });
    } catch (thrown) {
      setRefused(`What is there already could not be read: ${asStudioError(thrown).message}.`);
    }
  };
  const importing = useMutation({
    mutationFn: async ({ news }: Plan) => {
      // One after the other: the first one of a kind makes the folder.
      for (const [index, { kind, snippet }] of news.entries()) {
        setDone(index);
        await keepSnippet(organization, kind, snippet);
      }
    },
    onSuccess: (_, { news }) => {
      say(`Imported ${plural(news.length, 'snippet or macro', 'snippets and macros')}`);
      onDone();
    },
    onSettled: () => cache.invalidateQueries({ queryKey: ['saved queries'] }),
  });
  return (
    <div className="grid gap-3">
      <label className="grid gap-1">
        <span className="font-medium">File of snippets and macros</span>
        <input type="file" accept=".json,application/json" disabled={importing.isPending} onChange={(event) => void choose(event.target.files?.[0])} className="text-small" />
      </label>
      {refused !== null && <p role="alert" className="text-small text-danger">{refused} Nothing was imported.</p>}
      {plan !== null && <p role="status">{plural(plan.news.length, 'new one', 'new ones')}{plan.known > 0
        && `; ${plan.known} ${plan.known === 1 ? 'is' : 'are'} here under the same name and ${plan.known === 1 ? 'stays as it is' : 'stay as they are'}`}.</p>}
      {importing.error !== null && <ErrorPanel error={asStudioError(importing.error).fields} />}
      <div className="flex justify-end gap-2">
        <Button className="h-8" onClick={onDone}>Cancel</Button>
        <Button look="primary" className="h-8 tabular-nums" disabled={plan === null || plan.news.length === 0 || importing.isPending}
          onClick={() => plan !== null && importing.mutate(plan)}>{importing.isPending ? `Importing ${done + 1} of ${plan?.news.length ?? 0}` : 'Import'}</Button>
      </div>
    </div>
  );
}
