// What the server said during a run, in its order, statement by statement: command tags, notices, the error.

import type { RunMessage, RunState } from '@studio-pg/react';
import type { ReactNode } from 'react';
import { durationText, plural } from '../../lib/format.ts';

interface MessagesProps {
  state: RunState;
  /** Leads to a statement in the editor, by its number from 0. */
  onStatement: (statement: number) => void;
}

export function Messages({ state, onStatement }: MessagesProps): ReactNode {
  // The error stands in its own panel above.
  const messages = state.messages.filter((message) => message.kind !== 'error' || state.status === 'cancelled');
  if (messages.length === 0 && state.error !== null) return null;
  if (messages.length === 0) {
    const is_done = state.phase === 'done';
    return <p className="p-3 text-muted">{is_done ? 'The server said nothing: the text holds no statement.' : 'Nothing yet.'}</p>;
  }
  const is_script = messages.some((message) => message.statement > 0);
  return (
    <ol tabIndex={0} aria-label="Messages" className="h-full overflow-auto font-mono text-small">
      {messages.map((message, index) => (
        <li key={index} className="flex gap-2 px-3">
          {is_script && <StatementNumber message={message} onStatement={onStatement}
            is_first={index === 0 || messages[index - 1]?.statement !== message.statement} />}
          <div className="min-w-0 flex-1 py-1"><Line message={message} /></div>
        </li>
      ))}
    </ol>
  );
}

interface StatementNumberProps {
  message: RunMessage;
  is_first: boolean;
  onStatement: (statement: number) => void;
}

/** At the first line of a statement its number, which leads there. */
function StatementNumber({ message, is_first, onStatement }: StatementNumberProps): ReactNode {
  const place = 'flex w-8 shrink-0 items-start justify-end py-1 tabular-nums';
  if (!is_first) return <span aria-hidden className={place} />;
  return (
    <button type="button" title="Go to the statement" aria-label={`Statement ${message.statement + 1}: go there`}
      onClick={() => onStatement(message.statement)} className={`${place} text-accent hover:underline`}>
      {message.statement + 1}
    </button>
  );
}

function Line({ message }: { message: RunMessage }): ReactNode {
  if (message.kind === 'complete') {
    const { tag, row_count } = message;
    // Most tags end with the count; where one does not, it is said beside it.
    const has_count = row_count === null || new RegExp(`(^| )${row_count}$`).test(tag);
    return <span>{tag}{!has_count && ` · ${plural(row_count, 'row')}`} <span className="text-faint">{durationText(message.duration_ms)}</span></span>;
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
