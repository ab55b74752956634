// The options of the format that is chosen.

import type { ReactNode } from 'react';
import { CheckField, SelectField, TextField } from '../../ui/field.tsx';
import { delimiters, isDelimited } from './choices.ts';
import type { ExportChoices } from './choices.ts';

interface FormatOptionsProps {
  choices: ExportChoices;
  onChange: (choices: ExportChoices) => void;
}

export function FormatOptions({ choices, onChange }: FormatOptionsProps): ReactNode {
  const { format } = choices;
  const check = (label: string, key: 'header' | 'quote_all' | 'byte_order_mark' | 'formula_safe', hint?: string): ReactNode => (
    <CheckField label={label} checked={choices[key]} hint={hint} onChange={(event) => onChange({ ...choices, [key]: event.target.checked })} />
  );
  return (
    <>
      {format === 'csv' && (
        <SelectField label="Delimiter" value={choices.delimiter} onChange={(event) => onChange({ ...choices, delimiter: event.target.value })}>
          {delimiters.map(([value, words]) => <option key={value} value={value}>{words}</option>)}
        </SelectField>
      )}
      {(isDelimited(format) || format === 'markdown') && (
        <TextField label="Null as" value={choices.null_text} maxLength={16} placeholder="nothing"
          onChange={(event) => onChange({ ...choices, null_text: event.target.value.replaceAll('"', '') })} />
      )}
      {format === 'sql' && (
        <TextField label="Insert into" value={choices.table} maxLength={127} hint="table, or schema.table"
          onChange={(event) => onChange({ ...choices, table: event.target.value })} />
      )}
      {(isDelimited(format) || format === 'xlsx') && check('Names in the first line', 'header')}
      {isDelimited(format) && check('Quotes around every value', 'quote_all')}
      {isDelimited(format) && check('Mark as UTF-8 for Excel', 'byte_order_mark', 'Begins with a byte order mark.')}
      {isDelimited(format) && check('Safe for spreadsheets', 'formula_safe', 'A text that would be computed gets an apostrophe.')}
    </>
  );
}
