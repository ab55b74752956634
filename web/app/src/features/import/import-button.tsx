// The button and command "Import a file" of a table's page.

import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useCommands } from '../../lib/command.ts';
import { askImport } from '../../lib/imports.ts';
import { Button } from '../../ui/button.tsx';

export function ImportButton({ schema, name, oid }: { schema: string; name: string; oid: number }): ReactNode {
  const ask = useMemo(() => () => askImport({ relation: { schema, name, oid } }), [schema, name, oid]);
  useCommands(useMemo(() => [
    { id: 'import', label: `Import a file into ${schema}.${name} …`, group: 'Table', run: ask },
  ], [schema, name, ask]));
  return <Button className="self-center max-sm:hidden" title="Import a file" onClick={ask}>Import</Button>;
}
