// What a spreadsheet or the grid puts on the clipboard, as rows of texts: fields between tabs, quoted where they hold tabs, line
// ends or quotes. Pure.

/** Null: nothing stands there, not even quotes, as the grid copies NULL. */
export type PastedField = string | null;

export function readMatrix(text: string): PastedField[][] {
  const rows: PastedField[][] = [];
  let row: PastedField[] = [];
  let field = '';
  let is_quoted = false;
  let was_quoted = false;
  const endField = (): void => {
    row.push(field === '' && !was_quoted ? null : field);
    field = '';
    was_quoted = false;
  };
  const endRow = (): void => {
    endField();
    rows.push(row);
    row = [];
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (is_quoted) {
      if (sign !== '"') field += sign;
      else if (text[at + 1] === '"') {
        field += '"';
        at += 1;
      } else is_quoted = false;
    } else if (sign === '"' && field === '' && !was_quoted) is_quoted = was_quoted = true;
    else if (sign === '\t') endField();
    else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && text[at + 1] === '\n') at += 1;
      endRow();
    } else field += sign;
  }
  // A line end behind the last row begins no row.
  if (field !== '' || was_quoted || row.length > 0 || rows.length === 0) endRow();
  return rows;
}
