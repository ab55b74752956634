// The statements that make the relation again.

import type { CatalogRow } from '@studio-pg/client';
import { writeClipboard } from '@studio-pg/react';
import { use } from 'react';
import type { ReactNode } from 'react';
import { say } from '../../lib/notice.ts';
import { Button } from '../../ui/button.tsx';
import { ChangeTools } from './change/change-tools.ts';
import { PartView } from './part-view.tsx';

export function DefinitionPart({ relation }: { relation: CatalogRow<'relations'> }): ReactNode {
  const { openText } = use(ChangeTools);
  return (
    <PartView title="Definition" question="definition" narrowing={{ relation: relation.oid }} is_counted={false} note={(rows) => {
      const text = definitionText(rows);
      return (
        <span className="ml-auto flex gap-2">
          <Button onClick={() => void writeClipboard(text).then(() => say('Copied the definition'))}>Copy</Button>
          <Button onClick={() => openText(text)}>Open in the editor</Button>
        </span>
      );
    }}>
      {(rows) => <pre aria-label="SQL" className="p-4 font-mono text-small whitespace-pre-wrap">{definitionText(rows)}</pre>}
    </PartView>
  );
}

/** What cannot be read while somebody has locked the relation is said in its place. */
function definitionText(rows: readonly CatalogRow<'definition'>[]): string {
  return rows.map(({ kind, name, statement }) => (statement === null ? `-- ${kind}${name === null ? '' : ` ${name.replaceAll('\n', ' ')}`}: locked by another session` : `${statement};`)).join('\n\n');
}
