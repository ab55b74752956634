// Export… in the bar of a result: the statement that gave it runs again, into a file.

import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { useConnection } from '../../../lib/connection-context.tsx';
import { askExport } from '../../../lib/exports.ts';
import { IconButton } from '../../../ui/button.tsx';
import type { ResultContext } from './result-tools.ts';

export function ExportTool({ kept, statement, session }: ResultContext): ReactNode {
  const connection = useConnection();
  if (kept.result.columns === null || kept.result.columns.length === 0) return null;
  const ask = async (): Promise<void> => {
    const own = await statement() ?? { sql: kept.sql, parameters: kept.parameters ?? undefined };
    askExport({ connection: connection.id, ...own, session, loaded: kept.result.source.row_count });
  };
  return (
    <IconButton label="Export…" onClick={() => void ask()}><Download aria-hidden size={15} strokeWidth={1.5} /></IconButton>
  );
}
