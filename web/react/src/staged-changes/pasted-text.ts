// What a spreadsheet or the grid puts on the clipboard, as rows of texts: fields between tabs, quoted where they hold tabs, line
// ends or quotes. Pure.

export function readMatrix(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let is_quoted = false;
  const endRow = (): void => {
    rows.push([...row, field]);
    row = [];
    field = '';
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (is_quoted) {
      if (sign !== '"') field += sign;
      else if (text[at + 1] === '"') {
        field += '"';
        at += 1;
      } else is_quoted = false;
    } else if (sign === '"' && field === '') is_quoted = true;
    else if (sign === '\t') {
      row.push(field);
      field = '';
    } else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && text[at + 1] === '\n') at += 1;
      endRow();
    } else field += sign;
  }
  // A line end behind the last row begins no row.
  if (field !== '' || row.length > 0 || rows.length === 0) endRow();
  return rows;
}
