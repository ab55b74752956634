// Import: `.sql` files, or a zip with a folder of them. It is told what will happen before anything does.

import { asStudioError } from '@studio-pg/client';
import type { Folder } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { isEditor, useMembership } from '../../lib/account-queries.ts';
import { client } from '../../lib/client.ts';
import { plural } from '../../lib/format.ts';
import { say } from '../../lib/notice.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CheckField } from '../../ui/field.tsx';
import { forgetSaved } from './queries.ts';
import { importFiles, planOf } from './transfer.ts';
import type { ImportStep } from './transfer.ts';
import { readFiles, readZip } from './zip.ts';

interface ImportDialogProps {
  organization: string;
  /** Into this folder; null: at the top. */
  into: Folder | null;
  onClose: () => void;
}

interface Plan {
  steps: readonly ImportStep[];
  folders: readonly Folder[];
}

export function ImportDialog({ organization, into, onClose }: ImportDialogProps): ReactNode {
  const cache = useQueryClient();
  const may_share = isEditor(useMembership(organization));
  const [plan, setPlan] = useState<Plan | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [is_shared, setShared] = useState(into?.is_shared ?? false);
  const [done, setDone] = useState(0);
  const choose = async (files: readonly File[]): Promise<void> => {
    const read = await readChosen(files);
    setRefused('refused' in read ? read.refused : read.length === 0 ? 'No .sql file is in it.' : null);
    setPlan(null);
    if ('refused' in read || read.length === 0) return;
    try {
      // All of them, whatever the page's search shows.
      const [folders, heads] = await Promise.all([client.folders.list(organization), client.savedQueries.all({ organization_id: organization })]);
      setPlan({ folders, steps: planOf(read, folders, heads, into?.id ?? null) });
    } catch (thrown) {
      setRefused(`What is there already could not be read: ${asStudioError(thrown).message}.`);
    }
  };
  const importing = useMutation({
    mutationFn: ({ steps, folders }: Plan) =>
      importFiles(steps, { organization_id: organization, folders, under: into?.id ?? null, is_shared }, setDone),
    onSuccess: ({ made, changed, equal }) => {
      say(`Imported: ${made} new, ${changed} changed, ${equal} as they were`);
      onClose();
    },
    onSettled: () => forgetSaved(cache),
  });
  return (
    <Dialog label="Import queries" onClose={onClose}>
      <div className="grid gap-4 p-5">
        <h2 className="text-title font-semibold">Import queries{into === null ? '' : ` into ${into.name}`}</h2>
        <label className="grid gap-1">
          <span className="font-medium">Files</span>
          <input type="file" multiple accept=".sql,.zip" disabled={importing.isPending}
            onChange={(event) => void choose([...event.target.files ?? []])} className="text-small" />
          <span className="text-small text-muted">.sql files, or a .zip with a folder of them. Folders in it become folders here.</span>
        </label>
        {refused !== null && <p role="alert" className="text-small text-danger">{refused} Nothing was imported.</p>}
        {plan !== null && <PlanList steps={plan.steps} />}
        {may_share && <CheckField label="Shared with the organization" hint="What is new; what is there already stays as it is."
          checked={is_shared} onChange={(event) => setShared(event.target.checked)} />}
        {importing.error !== null && <ErrorPanel error={asStudioError(importing.error).fields} />}
        <div className="flex justify-end gap-2">
          <Button className="h-8" onClick={onClose}>Cancel</Button>
          <Button look="primary" className="h-8 tabular-nums" disabled={plan === null || importing.isPending}
            onClick={() => plan !== null && importing.mutate(plan)}>
            {importing.isPending ? `Importing ${done} of ${plan?.steps.length ?? 0}` : 'Import'}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function PlanList({ steps }: { steps: readonly ImportStep[] }): ReactNode {
  const present = steps.filter((step) => step.present !== null).length;
  return (
    <div className="grid gap-1">
      <p>{plural(steps.length - present, 'new query', 'new queries')}{present > 0 && `, ${present} that ${present === 1 ? 'is' : 'are'} here under the same name: those get a new version where they differ`}.</p>
      <ul tabIndex={0} aria-label="What is imported" className="max-h-48 overflow-auto rounded-sm border border-line py-1">
        {steps.slice(0, 200).map(({ file, present: there }, index) => (
          <li key={index} className="flex gap-2 px-2 py-0.5 text-small">
            <span className="truncate">{[...file.folders, file.name].join(' / ')}</span>
            <span className="ml-auto shrink-0 text-muted">{there === null ? 'new' : 'is here'}</span>
          </li>
        ))}
        {steps.length > 200 && <li className="px-2 text-small text-muted">and {steps.length - 200} more</li>}
      </ul>
    </div>
  );
}

async function readChosen(files: readonly File[]) {
  const contents = await Promise.all(files.map(async (file) => [file.name, new Uint8Array(await file.arrayBuffer())] as const));
  const read = contents.filter(([name]) => /\.zip$/i.test(name)).map(([, bytes]) => readZip(bytes));
  const plain = readFiles(contents.filter(([name]) => /\.sql$/i.test(name)));
  const all = [...read, plain];
  return all.find((each) => 'refused' in each) ?? all.flatMap((each) => ('refused' in each ? [] : each));
}
