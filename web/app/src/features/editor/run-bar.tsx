// The bar over the editor: Run or Cancel with the elapsed time, the live count of rows, limits, transaction.

import { useElapsed } from '@studio-pg/react';
import type { RunState } from '@studio-pg/react';
import { CircleStop, PanelBottom, PanelRight, Play } from 'lucide-react';
import type { ReactNode } from 'react';
import { shortcutText } from '../../lib/command.ts';
import { elapsedText } from '../../lib/format.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { useWide } from '../../ui/use-wide.ts';
import { doneText } from './done-text.ts';
import type { QueryDocument } from './query-document.ts';
import { OptionMenu, OptionSelects } from './run-options.tsx';

interface RunBarProps {
  state: RunState;
  document: QueryDocument;
  is_read_only: boolean;
  onRun: () => void;
  onCancel: () => void;
  onChange: (change: Partial<QueryDocument>) => void;
  onFinish: (how: 'commit' | 'rollback') => void;
  /** Other tools, before the choices. */
  tools: ReactNode;
  /** Where the results stand; null where there is no choice. */
  results: { place: 'right' | 'below'; onPlace: () => void } | null;
}

/** Under this, and beside results, the choices are behind one button. */
const options_below_px = 700;

export function RunBar(props: RunBarProps): ReactNode {
  const { state, document, onChange } = props;
  const is_wide = useWide(options_below_px) && props.results?.place !== 'right';
  const is_running = state.phase === 'waiting' || state.phase === 'running';
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line bg-surface-1 px-2 py-1">
      {is_running ? <CancelButton state={state} onCancel={props.onCancel} /> : (
        <Button look="primary" className="w-20 sm:w-32" onClick={props.onRun} title={`Run (${shortcutText('mod+enter')})`}>
          <Play aria-hidden size={13} strokeWidth={2} /> Run
          <kbd className="font-sans text-small opacity-80 max-sm:hidden">{shortcutText('mod+enter')}</kbd>
        </Button>
      )}
      <span role="status" className={`min-w-24 text-small text-muted tabular-nums ${is_running ? 'max-sm:sr-only' : ''}`}>{progressText(state)}</span>
      <TransactionState state={state} onFinish={props.onFinish} />
      <div className="ml-auto flex items-center gap-2">
        {props.is_read_only && <span className="text-small text-muted max-sm:hidden">read only</span>}
        {props.tools}
        {is_wide ? <OptionSelects document={document} is_running={is_running} onChange={onChange} />
          : <OptionMenu document={document} is_running={is_running} onChange={onChange} />}
        {props.results && <PlaceButton {...props.results} />}
      </div>
    </div>
  );
}

function PlaceButton({ place, onPlace }: { place: 'right' | 'below'; onPlace: () => void }): ReactNode {
  const Icon = place === 'right' ? PanelBottom : PanelRight;
  const label = `Results ${place === 'right' ? 'below' : 'to the right'}`;
  return (
    <IconButton label={label} title={`${label} (${shortcutText('alt+r')})`} onClick={onPlace}>
      <Icon aria-hidden size={16} strokeWidth={1.5} />
    </IconButton>
  );
}

function CancelButton({ state, onCancel }: { state: RunState; onCancel: () => void }): ReactNode {
  const elapsed = useElapsed(state);
  return (
    <Button look="danger" className="w-32 tabular-nums" onClick={onCancel} disabled={state.is_cancelling} title={`Cancel (${shortcutText('mod+.')})`}>
      <CircleStop aria-hidden size={13} strokeWidth={2} />
      {state.is_cancelling ? 'Canceling' : 'Cancel'} {elapsedText(elapsed)}
    </Button>
  );
}

interface TransactionStateProps {
  state: RunState;
  onFinish: (how: 'commit' | 'rollback') => void;
}

function TransactionState({ state, onFinish }: TransactionStateProps): ReactNode {
  if (state.transaction === 'idle') return null;
  const has_failed = state.transaction === 'failed';
  return (
    <span className="flex items-center gap-1">
      <span className={`rounded-sm px-1.5 py-0.5 text-small font-medium ${
        has_failed ? 'bg-danger-soft text-danger' : 'bg-warning-soft text-warning'}`}>
        {has_failed ? 'transaction failed' : 'in transaction'}
      </span>
      {!has_failed && <Button onClick={() => onFinish('commit')}>Commit</Button>}
      <Button onClick={() => onFinish('rollback')}>Roll back</Button>
    </span>
  );
}

function progressText(state: RunState): string {
  if (state.phase === 'idle') return '';
  if (state.phase === 'waiting') return state.queue_position === null ? '' : `queued, place ${state.queue_position}`;
  const rows = doneText(state);
  if (state.status === 'cancelled') return `cancelled · ${rows}`;
  if (state.status === 'detached') return 'runs in the background';
  if (state.status === 'timeout') return `timed out · ${rows}`;
  return state.status === 'failed' && state.row_count === 0 ? 'failed' : rows;
}
