// How the file is read, and what happens to rows that are there and to lines that are wrong.

import type { ReactNode } from 'react';
import { CheckField, SelectField, TextField } from '../../ui/field.tsx';
import type { FileFormat, FileHead, HeadChoices } from './file-head.ts';
import type { DateOrder } from './guess-types.ts';
import { encodings } from './source.ts';

export interface ImportChoices {
  /** Which of the relation's keys; null: every line is a new row. */
  key: number | null;
  on_conflict: 'update' | 'nothing';
  skip_bad_lines: number;
  is_one_transaction: boolean;
}

export const first_choices: ImportChoices = { key: null, on_conflict: 'update', skip_bad_lines: 0, is_one_transaction: true };

const delimiter_words = { ',': 'Comma', ';': 'Semicolon', '\t': 'Tab', '|': 'Bar' };
const order_words: Record<DateOrder, string> = { YMD: 'Year, month, day', MDY: 'Month, day, year', DMY: 'Day, month, year' };
const most_bad_lines = 10_000;

export interface ReadingProps {
  head: FileHead;
  encoding: string;
  date_order: DateOrder | null;
  /** The sheet of a workbook: there is little to choose. */
  is_sheet: boolean;
  onHead: (choices: HeadChoices) => void;
  onEncoding: (encoding: string) => void;
  onDateOrder: (order: DateOrder | null) => void;
}

/** How the bytes of the file are read. */
export function Reading({ head, encoding, date_order, is_sheet, onHead, onEncoding, onDateOrder }: ReadingProps): ReactNode {
  if (is_sheet) return <HeaderChoice words="The first row holds names" head={head} onHead={onHead} />;
  return (
    <fieldset className="grid content-start gap-3 sm:grid-cols-3">
      <legend className="sr-only">How the file is read</legend>
      <SelectField label="Format" value={head.format} onChange={(event) => onHead({ format: event.target.value as FileFormat })}>
        <option value="csv">CSV, TSV</option>
        <option value="json">JSON: an array, or an object a line</option>
        <option value="text">COPY's text format</option>
      </SelectField>
      {head.format !== 'json' && <Delimited head={head} onHead={onHead} />}
      <SelectField label="Dates are written" value={date_order ?? ''} onChange={(event) => onDateOrder(event.target.value === '' ? null : event.target.value as DateOrder)}>
        <option value="">As the role's DateStyle says</option>
        {Object.entries(order_words).map(([value, words]) => <option key={value} value={value}>{words}</option>)}
      </SelectField>
      {head.format !== 'json' && (
        <SelectField label="Encoding" value={encoding} onChange={(event) => onEncoding(event.target.value)}>
          {[...encodings.keys()].map((each) => <option key={each}>{each}</option>)}
        </SelectField>
      )}
    </fieldset>
  );
}

function HeaderChoice({ words, head, onHead }: Pick<ReadingProps, 'head' | 'onHead'> & { words: string }): ReactNode {
  return <CheckField label={words} checked={head.has_header} onChange={(event) => onHead({ has_header: event.target.checked })} />;
}

function Delimited({ head, onHead }: Pick<ReadingProps, 'head' | 'onHead'>): ReactNode {
  return (
    <>
      <SelectField label="Between fields" value={head.delimiter} onChange={(event) => onHead({ delimiter: event.target.value })}>
        {Object.entries(delimiter_words).map(([value, words]) => <option key={value} value={value}>{words}</option>)}
      </SelectField>
      {head.format === 'csv' && (
        <SelectField label="Around fields" value={head.quote} onChange={(event) => onHead({ quote: event.target.value })}>
          <option value={'"'}>Quotation mark</option>
          <option value="'">Apostrophe</option>
        </SelectField>
      )}
      <TextField label="Stands for NULL" value={head.null_text} maxLength={60} placeholder="An empty field without quotes"
        onChange={(event) => onHead({ null_text: event.target.value })} />
      <div className="self-end pb-1.5">
        <HeaderChoice words="The first line holds names" head={head} onHead={onHead} />
      </div>
    </>
  );
}

interface WritingProps {
  choices: ImportChoices;
  keys: readonly (readonly string[])[];
  onChange: (choices: ImportChoices) => void;
}

/** What becomes of the lines. */
export function Writing({ choices, keys, onChange }: WritingProps): ReactNode {
  const present = choices.key === null ? '' : `${choices.key} ${choices.on_conflict}`;
  return (
    <fieldset className="grid content-start gap-3 sm:grid-cols-3">
      <legend className="sr-only">What becomes of the lines</legend>
      {keys.length > 0 && (
        <SelectField label="Rows that are there already" value={present} onChange={(event) => {
          const [key, on_conflict] = event.target.value.split(' ');
          onChange({ ...choices, key: key === '' ? null : Number(key), on_conflict: on_conflict === 'nothing' ? 'nothing' : 'update' });
        }}>
          <option value="">Every line is a new row</option>
          {keys.map((key, i) => <option key={`${i} update`} value={`${i} update`}>Change the row with this {key.join(', ')}</option>)}
          {keys.map((key, i) => <option key={`${i} nothing`} value={`${i} nothing`}>Keep the row with this {key.join(', ')}</option>)}
        </SelectField>
      )}
      <TextField label="Wrong lines to leave out, at most" type="number" min={0} max={most_bad_lines} value={choices.skip_bad_lines}
        hint={choices.skip_bad_lines === 0 ? 'The first wrong line stops the import.' : 'They are listed with their reasons.'}
        onChange={(event) => onChange({ ...choices, skip_bad_lines: Math.min(most_bad_lines, Math.max(0, Math.trunc(Number(event.target.value)))) })} />
      <SelectField label="Transaction" value={choices.is_one_transaction ? 'one' : 'parts'}
        hint={choices.is_one_transaction ? 'All or nothing.' : 'What is in stays in; a stopped import can go on.'}
        onChange={(event) => onChange({ ...choices, is_one_transaction: event.target.value === 'one' })}>
        <option value="one">One for the whole file</option>
        <option value="parts">One for each part of 2 MB</option>
      </SelectField>
    </fieldset>
  );
}
