// The commands that make new objects, and the form of the one that was asked for, over whatever page is open.

import { useNavigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { ChangeTools } from '../features/structure/change/change-tools.ts';
import { new_kinds } from '../features/structure/create/kinds.ts';
import type { NewKind } from '../features/structure/create/kinds.ts';
import { useCommands } from '../lib/command.ts';
import { useConnection } from '../lib/connection-context.tsx';
import { useChangeTools } from './change-tools.tsx';

const CreateDialog = lazy(async () => ({ default: (await import('../features/structure/create/create-dialog.tsx')).CreateDialog }));

export function CreateHost(): ReactNode {
  const { id, is_read_only } = useConnection();
  const navigate = useNavigate();
  const { schema } = useParams({ strict: false });
  const given = useChangeTools(id);
  const [kind, setKind] = useState<NewKind | null>(null);
  // The form stands over every page: it goes when its text is opened on one.
  const tools = useMemo(() => ({ ...given, openText: (sql: string) => { setKind(null); given.openText(sql); } }), [given]);
  useCommands(useMemo(() => (Object.keys(new_kinds) as NewKind[]).map((each) => (
    { id: `create.${each}`, label: new_kinds[each], group: 'Shape', is_enabled: !is_read_only, run: () => setKind(each) })), [is_read_only]));
  if (kind === null) return null;
  return (
    <ChangeTools value={tools}>
      <Suspense fallback={null}>
        <CreateDialog kind={kind} schema={schema} onClose={() => setKind(null)} onCreated={(place) => void navigate({
          to: '/c/$connection/tables/$schema/$name', params: { connection: id, schema: place.schema, name: place.name } })} />
      </Suspense>
    </ChangeTools>
  );
}
