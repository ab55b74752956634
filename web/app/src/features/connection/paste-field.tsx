// A connection string is pasted here and fills the form; what of it was not taken is told.

import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { parseConnectionString } from './connection-string.ts';
import type { ParsedString, StringFields } from './connection-string.ts';

type Told = { state: 'empty' } | { state: 'unknown' } | { state: 'taken'; parsed: ParsedString };

export function PasteField({ onFields }: { onFields: (fields: StringFields) => void }): ReactNode {
  const id = useId();
  const [text, setText] = useState('');
  const [told, setTold] = useState<Told>({ state: 'empty' });
  const read = (given: string): void => {
    const parsed = parseConnectionString(given);
    // What is understood stands in the fields from now on, its password hidden; here it would be in the open.
    setText(parsed === null ? given : '');
    setTold(parsed !== null ? { state: 'taken', parsed } : given.trim() === '' ? { state: 'empty' } : { state: 'unknown' });
    if (parsed !== null) onFields(parsed.fields);
  };
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="font-medium">Paste a connection string</label>
      <input id={id} value={text} autoComplete="off" spellCheck={false} autoCapitalize="none" aria-describedby={`${id}-told`}
        placeholder="postgresql://user:password@host/name" onChange={(event) => setText(event.target.value)}
        onPaste={(event) => {
          event.preventDefault();
          read(event.clipboardData.getData('text'));
        }}
        onBlur={() => read(text)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || text.trim() === '') return;
          event.preventDefault();
          read(text);
        }}
        className="h-8 w-full rounded-sm border border-line-strong bg-surface-0 px-2.5 font-mono text-ui placeholder:text-faint" />
      <div id={`${id}-told`} role="status" className="text-small text-muted">
        {told.state === 'empty' && 'A URI, key=value words, or a JDBC address. It fills the fields below.'}
        {told.state === 'unknown' && <span className="text-danger">This is no connection string: postgresql://user@host/name or host=… dbname=… is one.</span>}
        {told.state === 'taken' && <Taken parsed={told.parsed} />}
      </div>
    </div>
  );
}

function Taken({ parsed: { fields, refused } }: { parsed: ParsedString }): ReactNode {
  const taken = Object.keys(fields).map((each) => each.replaceAll('_', ' '));
  return (
    <>
      {taken.length > 0 ? `Taken: ${taken.join(', ')}.` : 'Nothing of it was taken.'}
      {refused.length > 0 && (
        <ul className="mt-1 text-danger">
          {refused.map(({ key, reason }, index) => <li key={index}><b className="font-semibold">{key}</b> was not taken: {reason}.</li>)}
        </ul>
      )}
    </>
  );
}
