// A value that the server cut: the button that fetches the whole of it, and what came. A text of many megabytes is not
// laid out; it can be copied and saved.

import { asStudioError } from '@studio-pg/client';
import type { StudioError } from '@studio-pg/client';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { writeClipboard } from '../clipboard.ts';
import { ErrorPanel } from '../error-panel/error-panel.tsx';

interface WholeValueProps {
  /** The beginning, which came with the row. */
  head: string;
  /** The size of the whole, for people. */
  size: string;
  /** The column's name: that of the saved file. */
  name: string;
  /** The class of the text. */
  look: string;
  onWhole: (() => Promise<string>) | undefined;
}

type State = { at: 'cut' | 'loading' } | { at: 'failed'; error: StudioError } | { at: 'whole'; text: string };

/** Characters that are laid out. */
const drawn_characters = 200_000;

export function WholeValue({ head, size, name, look, onWhole }: WholeValueProps): ReactNode {
  const [state, setState] = useState<State>({ at: 'cut' });
  const load = (): void => {
    setState({ at: 'loading' });
    onWhole?.().then((text) => setState({ at: 'whole', text }),
      (thrown: unknown) => setState({ at: 'failed', error: asStudioError(thrown) }));
  };
  if (state.at === 'whole') {
    const rest = state.text.length - drawn_characters;
    return (
      <>
        <pre className={`${look} sg-card-whole`} tabIndex={0} aria-label={`Whole value of ${name}`}>{state.text.slice(0, drawn_characters)}</pre>
        {rest > 0 && <p className="sg-note">{rest.toLocaleString('en-US')} more characters are in the copy and in the file.</p>}
        <div className="sg-card-actions">
          <button type="button" className="sg-button" onClick={() => void writeClipboard(state.text)}>Copy</button>
          <button type="button" className="sg-button" onClick={() => save(state.text, name)}>Save as a file</button>
        </div>
      </>
    );
  }
  return (
    <>
      <pre className={look}>{head}…</pre>
      {state.at === 'failed' && <ErrorPanel error={state.error.fields} />}
      {onWhole ? <div className="sg-card-actions">
        <button type="button" className="sg-button" disabled={state.at === 'loading'} onClick={load}>
          {state.at === 'loading' ? 'Loading …' : `Load the whole value (${size})`}
        </button>
      </div> : <p className="sg-note">The beginning of {size}.</p>}
    </>
  );
}

function save(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${name}.txt`;
  link.click();
  // The download has its own hold on the bytes by the next turn of the loop.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
