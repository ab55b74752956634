// The one way in which an error is shown: PostgreSQL's message, code, detail, hint and context, and what can be done.

import { CircleAlert } from 'lucide-react';
import type { Diagnostic } from '@studio-pg/client';
import type { ReactNode } from 'react';

interface ErrorPanelProps {
  error: Diagnostic & { request_id?: string | null };
  /** Buttons that do something about it. */
  actions?: ReactNode;
  /** Where the error stands in the text, for people: `line 3, column 8`. */
  place?: string | null;
}

export function ErrorPanel({ error, actions, place = null }: ErrorPanelProps): ReactNode {
  return (
    <section className="sg-error" role="alert">
      <CircleAlert className="sg-error-icon" size={16} strokeWidth={1.5} aria-hidden />
      <div className="sg-error-body">
        <p className="sg-error-message">
          <span className="sg-error-severity">{error.severity}</span> {error.message}
        </p>
        {error.detail !== null && <p className="sg-error-field"><b>Detail</b><span>{error.detail}</span></p>}
        {error.hint !== null && <p className="sg-error-field"><b>Hint</b><span>{error.hint}</span></p>}
        {error.internal_query !== null && <p className="sg-error-field"><b>Query</b><code>{error.internal_query}</code></p>}
        {error.where !== null && <p className="sg-error-field"><b>Context</b><span className="sg-error-where">{error.where}</span></p>}
        <p className="sg-error-facts">
          SQLSTATE {error.code}
          {place !== null && <> · {place}</>}
          {error.constraint !== null && <> · constraint {error.constraint}</>}
          {error.request_id != null && <> · request <span className="sg-error-request">{error.request_id}</span></>}
        </p>
        {actions !== undefined && actions !== null && actions !== false && <div className="sg-error-actions">{actions}</div>}
      </div>
    </section>
  );
}
