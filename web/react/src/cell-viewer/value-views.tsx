// The other ways to look at a value: text with what was searched marked, bytes in hex, a picture, the elements of an array.

import { decodeValue } from '@studio-pg/client';
import type { Value } from '@studio-pg/client';
import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { bytesText } from '../data-grid/cell-text.ts';
import { bytesOf, dataAddress, hexDump, pictureType } from './bytes.ts';

/** Characters that are laid out. */
const drawn_characters = 200_000;
const drawn_lines = 4096;
const drawn_elements = 2000;
/** PostgreSQL's arrays have six dimensions at most. */
const deepest = 6;
/** Of a picture, beyond which drawing it would hold the page up. */
const picture_bytes = 16 * 1024 * 1024;

export function TextView({ text, search, wraps }: { text: string; search: string; wraps: boolean }): ReactNode {
  const drawn = text.slice(0, drawn_characters);
  return (
    <div className="sg-viewer-body">
      <pre tabIndex={0} aria-label="Text" className={wraps ? 'sg-viewer-text sg-viewer-wrap' : 'sg-viewer-text'}><Marked text={drawn} search={search} /></pre>
      {text.length > drawn.length && <p className="sg-note sg-viewer-words">{(text.length - drawn.length).toLocaleString('en-US')} more characters are in the copy.</p>}
    </div>
  );
}

function Marked({ text, search }: { text: string; search: string }): ReactNode {
  if (search === '') return text;
  const lower = search.toLowerCase();
  const inside = text.toLowerCase();
  // Where lower case has another length (İ) the places would not agree: then nothing is marked.
  if (inside.length !== text.length) return text;
  const parts: ReactNode[] = [];
  let end = 0;
  for (let at = inside.indexOf(lower); at >= 0 && parts.length < drawn_elements; at = inside.indexOf(lower, end)) {
    parts.push(<Fragment key={at}>{text.slice(end, at)}<mark>{text.slice(at, at + search.length)}</mark></Fragment>);
    end = at + search.length;
  }
  return <>{parts}{text.slice(end)}</>;
}

export function HexView({ text }: { text: string }): ReactNode {
  const bytes = bytesOf(text);
  if (!bytes) return <TextView text={text} search="" wraps />;
  const rest = bytes.length - drawn_lines * 16;
  return (
    <div className="sg-viewer-body">
      <pre tabIndex={0} aria-label="Bytes in hex" className="sg-viewer-text">{hexDump(bytes, drawn_lines)}</pre>
      {rest > 0 && <p className="sg-note sg-viewer-words">{bytesText(rest)} more are in the copy.</p>}
    </div>
  );
}

export function PictureView({ text, name }: { text: string; name: string }): ReactNode {
  const bytes = bytesOf(text);
  const type = bytes && pictureType(bytes);
  if (!bytes || type === null) return <p className="sg-note sg-viewer-words">The first bytes are those of no picture that a browser draws.</p>;
  if (bytes.length > picture_bytes) return <p className="sg-note sg-viewer-words">A picture of {bytesText(bytes.length)} is not drawn here.</p>;
  return (
    <figure className="sg-viewer-body sg-viewer-picture">
      <img src={dataAddress(bytes, type)} alt={`Picture in ${name}`} />
      <figcaption className="sg-note">{type} · {bytesText(bytes.length)}</figcaption>
    </figure>
  );
}

export function ListView({ text, type }: { text: string; type: string }): ReactNode {
  // Elements as their text; box is the one type whose separator is another.
  const value = decodeValue(text, type === '_box' ? '_box' : '_text');
  if (!Array.isArray(value)) return <TextView text={text} search="" wraps />;
  const lower_bound = /^\[(-?\d+):/.exec(text)?.[1];
  return (
    <div className="sg-viewer-body" tabIndex={0} role="group" aria-label={`Array of ${value.length}`}>
      <Elements values={value} depth={1} first={lower_bound === undefined ? 1 : Number(lower_bound)} />
    </div>
  );
}

function Elements({ values, depth, first }: { values: readonly Value[]; depth: number; first: number }): ReactNode {
  return (
    <ol className="sg-viewer-list" start={first}>
      {values.slice(0, drawn_elements).map((value, at) => (
        <li key={at}>
          {Array.isArray(value) && depth < deepest ? <Elements values={value} depth={depth + 1} first={1} />
            : value === null ? <span className="sg-null">NULL</span>
            : value === '' ? <span className="sg-empty">&apos;&apos;</span> : <span>{elementText(value)}</span>}
        </li>
      ))}
      {values.length > drawn_elements && <li className="sg-note">{(values.length - drawn_elements).toLocaleString('en-US')} more</li>}
    </ol>
  );
}

function elementText(value: Value): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
