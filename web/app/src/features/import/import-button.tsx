// The button and command "Import a file" of a table's page.

import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useCommands } from '../../lib/command.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { askImport } from '../../lib/imports.ts';
import { Button } from '../../ui/button.tsx';

export function ImportButton({ schema, name, oid }: { schema: string; name: string; oid: number }): ReactNode {
  const is_local = useConnection().kind === 'local';
  const ask = useMemo(() => () => askImport({ relation: { schema, name, oid } }), [schema, name, oid]);
  useCommands(useMemo(() => [
    { id: 'import', label: `Import a file into ${schema}.${name} …`, group: 'Table', is_enabled: is_local, run: ask },
  ], [schema, name, is_local, ask]));
  return <Button className="self-center max-sm:hidden" disabled={!is_local}
    title={is_local ? 'Import a file' : 'A file cannot be imported into another server'} onClick={ask}>Import</Button>;
}
