// The menu of the grid: copies the selection in a format, opens the record card. What was copied is said in the status
// bar's words, and what is missing in it too.

import type { Column } from '@studio-pg/client';
import { copyRange, writeClipboard } from '@studio-pg/react';
import type { CopiedText, CopyFormat, GridColumn, GridMenuRequest, RowSource } from '@studio-pg/react';
import type { ReactNode } from 'react';
import { shortcutText } from '../lib/command.ts';
import { countText, plural } from '../lib/format.ts';
import { say } from '../lib/notice.ts';
import { MenuItem, MenuLine, MenuNote, PointMenu } from '../ui/menu.tsx';
import { useCopyTable } from './copy-table.ts';

interface GridMenuProps {
  request: GridMenuRequest;
  columns: readonly GridColumn[];
  wire_columns: readonly Column[];
  source: RowSource;
  onCard: () => void;
  onValue: () => void;
  onClose: () => void;
  /** What the grid's owner adds. */
  children?: ReactNode;
}

const formats: readonly { format: CopyFormat; label: string }[] = [
  { format: 'tsv', label: 'Copy' },
  { format: 'tsv_names', label: 'Copy with column names' },
  { format: 'csv', label: 'Copy as CSV' },
  { format: 'json', label: 'Copy as JSON' },
  { format: 'markdown', label: 'Copy as Markdown' },
  { format: 'insert', label: 'Copy as INSERT' },
  { format: 'update', label: 'Copy as UPDATE' },
  { format: 'in_list', label: 'Copy as a list for IN' },
];

export function GridMenu({ request, columns, wire_columns, source, onCard, onValue, onClose, children }: GridMenuProps): ReactNode {
  const { range } = request;
  const table = useCopyTable(wire_columns, range);
  const can_update = table !== undefined && table.key.length > 0;
  const copy = (format: CopyFormat): void => {
    const copied = copyRange(format, { source, range, columns, ...(table ? { table } : {}) });
    void writeClipboard(copied.text).then((is_done) => say(is_done ? copiedText(copied) : 'The browser refused to copy.'));
  };
  const row_count = range.last_row - range.first_row + 1;
  const column_count = range.last_column - range.first_column + 1;
  return (
    <PointMenu label="Selection" x={request.x} y={request.y} onClose={onClose}>
      <MenuNote>{plural(row_count, 'row')} × {plural(column_count, 'column')}</MenuNote>
      {formats.filter(({ format }) => format !== 'update' || can_update).map(({ format, label }) => (
        <MenuItem key={format} onSelect={() => copy(format)}
          shortcut={format === 'tsv' ? shortcutText('mod+c') : undefined}>{label}</MenuItem>
      ))}
      {children !== undefined && children !== null && <MenuLine />}
      {children}
      <MenuLine />
      <MenuItem onSelect={onCard} shortcut="Space">Record card</MenuItem>
      <MenuItem onSelect={onValue} shortcut={shortcutText('shift+space')}>Value of the cell</MenuItem>
    </PointMenu>
  );
}

function copiedText({ row_count, left_out_rows, cut_cells }: CopiedText): string {
  const parts = [`Copied ${plural(row_count, 'row')}`];
  if (left_out_rows > 0) parts.push(`${countText(left_out_rows)} not loaded and left out`);
  if (cut_cells > 0) parts.push(`${plural(cut_cells, 'value')} only in part`);
  return `${parts.join('; ')}.`;
}
