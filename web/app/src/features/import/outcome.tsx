// How far the import is, how it ended, and the lines that were left out.

import type { BadLine } from '@studio-pg/client';
import { bytesText, ErrorPanel } from '@studio-pg/react';
import type { ReactNode } from 'react';
import { download } from '../../lib/download.ts';
import { plural } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import type { ImportState } from './use-import.ts';

const shown_lines = 500;

function words({ phase, is_trial, progress, keeps_parts }: ImportState): string {
  const rows = plural(progress?.rows ?? 0, 'row');
  const in_before = keeps_parts && (progress?.rows ?? 0) > 0 ? `${rows} came in and stay.` : null;
  const stays = in_before ?? 'Nothing was kept.';
  switch (phase) {
    case 'preparing': return 'Reading the file …';
    case 'running': return `${rows} so far, ${bytesText(progress?.bytes ?? 0)} of ${bytesText(progress?.total_bytes ?? 0)}`;
    case 'asking': return 'The answer was lost: PostgreSQL is asked what became of it …';
    case 'stopped': return `Stopped. ${stays}`;
    case 'failed': return stays;
    case 'unknown': return in_before === null ? 'The rows may have come in, or not.' : `${in_before} Those behind them may have come in, or not.`;
    default: return is_trial ? `The trial went well: ${rows} would come in. Nothing was kept.` : `${rows} came in.`;
  }
}

/** CSV, as the file itself may be. */
function listOf(lines: readonly BadLine[]): Blob {
  const quoted = (text: string | null): string => (text === null ? '' : `"${text.replaceAll('"', '""')}"`);
  return new Blob(['line,code,message,detail\r\n', ...lines.map((each) => `${each.line},${each.code},${quoted(each.message)},${quoted(each.detail)}\r\n`)]);
}

export function Outcome({ state }: { state: ImportState }): ReactNode {
  const { phase, progress, error } = state;
  if (phase === 'ready') return null;
  const bad_lines = progress?.bad_lines ?? [];
  return (
    <section aria-label="Progress" className="grid gap-2">
      {(phase === 'running' || phase === 'asking') && (
        <progress aria-label="Progress of the import" className="h-1.5 w-full accent-accent" max={progress?.total_bytes ?? 1} value={progress?.bytes ?? 0} />
      )}
      {error && <ErrorPanel error={error.fields} />}
      <p role="status">{words(state)}</p>
      {bad_lines.length > 0 && (
        <>
          <div tabIndex={0} role="group" aria-label="Lines left out" className="max-h-48 overflow-auto rounded-sm border border-line">
            <table className="w-full border-collapse text-small">
              <caption className="bg-surface-1 px-2 py-1 text-left font-medium">{plural(bad_lines.length, 'line')} left out</caption>
              <thead className="sr-only"><tr><th scope="col">Line</th><th scope="col">Reason</th><th scope="col">SQLSTATE</th></tr></thead>
              <tbody>
                {bad_lines.slice(0, shown_lines).map((each) => (
                  <tr key={each.line} className="border-t border-line align-top">
                    <th scope="row" className="px-2 py-1 text-right font-mono font-normal">{each.line}</th>
                    <td className="px-2 py-1">{each.message}{each.detail !== null && <span className="text-muted"> {each.detail}</span>}</td>
                    <td className="px-2 py-1 font-mono text-muted">{each.code}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <div className="flex items-center gap-2 text-small text-muted">
            <Button onClick={() => download('lines-left-out.csv', listOf(bad_lines))}>Save the list</Button>
            {bad_lines.length > shown_lines && <span>The first {shown_lines} are shown.</span>}
          </div>
        </>
      )}
    </section>
  );
}
