// The files that are being saved, above the status bar: how far, Cancel, and what became of each.

import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { cancelExport, forgetExport } from '../../lib/exports.ts';
import type { RunningExport } from '../../lib/exports.ts';
import { plural } from '../../lib/format.ts';
import { Button, IconButton } from '../../ui/button.tsx';

export function ExportList({ files }: { files: readonly RunningExport[] }): ReactNode {
  if (files.length === 0) return null;
  return (
    <ul aria-label="Exports" className="shrink-0 border-t border-line bg-surface-1 px-3 py-1 text-small">
      {files.map((file) => <ExportLine key={file.id} file={file} />)}
    </ul>
  );
}

function ExportLine({ file }: { file: RunningExport }): ReactNode {
  const is_open = file.state === 'waiting' || file.state === 'running';
  return (
    <li className="flex min-h-8 items-center gap-3">
      <span className="max-w-64 truncate font-medium">{file.file_name}</span>
      <span role="status" className={`min-w-0 truncate tabular-nums ${file.state === 'failed' ? 'text-danger' : 'text-muted'}`}>{words(file)}</span>
      <span className="ml-auto" />
      {is_open ? <Button onClick={() => cancelExport(file.id)}>Cancel<span className="sr-only"> {file.file_name}</span></Button>
        : <IconButton label={`Remove ${file.file_name} from the list`} onClick={() => forgetExport(file.id)}><X aria-hidden size={14} strokeWidth={1.5} /></IconButton>}
    </li>
  );
}

function words({ state, rows, bytes, problem }: RunningExport): string {
  switch (state) {
    case 'waiting': return 'waiting to begin';
    case 'running': return `${plural(rows, 'row')} · ${bytesText(bytes)}`;
    case 'ok': return `exported, ${plural(rows, 'row')}`;
    case 'cancelled': return 'cancelled; the browser has no whole file';
    case 'failed': return `failed: ${problem ?? 'the server gave no reason'}`;
    case 'unknown': return 'ended; the browser\'s downloads tell whether it is whole';
  }
}

function bytesText(bytes: number): string {
  return bytes < 1e6 ? `${Math.round(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
