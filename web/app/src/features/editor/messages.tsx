// What the server said during a run, in its order: command tags, notices, the error.

import type { RunMessage, RunState } from '@studio-pg/react';
import type { ReactNode } from 'react';
import { durationText } from '../../lib/format.ts';

export function Messages({ state }: { state: RunState }): ReactNode {
  // The error stands in its own panel above.
  const messages = state.messages.filter((message) => message.kind !== 'error' || state.status === 'cancelled');
  if (messages.length === 0 && state.error !== null) return null;
  if (messages.length === 0) {
    const is_done = state.phase === 'done';
    return <p className="p-3 text-muted">{is_done ? 'The server said nothing: the text holds no statement.' : 'Nothing yet.'}</p>;
  }
  return (
    <ol tabIndex={0} aria-label="Messages" className="h-full overflow-auto py-1 font-mono text-small">
      {messages.map((message, index) => <li key={index} className="px-3 py-0.5"><Line message={message} /></li>)}
    </ol>
  );
}

function Line({ message }: { message: RunMessage }): ReactNode {
  if (message.kind === 'complete') {
    return <span>{message.tag} <span className="text-faint">{durationText(message.duration_ms)}</span></span>;
  }
  const fields = message.kind === 'notice' ? message.notice : message.error;
  const color = message.kind === 'error' ? 'text-danger' : fields.severity === 'WARNING' ? 'text-warning' : 'text-muted';
  return (
    <div className="whitespace-pre-wrap">
      <span className={color}>{fields.severity}</span> {fields.message}
      {fields.detail !== null && <div className="pl-4 text-muted">DETAIL: {fields.detail}</div>}
      {fields.hint !== null && <div className="pl-4 text-muted">HINT: {fields.hint}</div>}
      {fields.where !== null && <div className="pl-4 text-faint">CONTEXT: {fields.where}</div>}
    </div>
  );
}
