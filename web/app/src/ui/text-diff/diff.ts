// What differs between two texts, by lines.

export interface DiffLine {
  kind: 'same' | 'removed' | 'added';
  text: string;
  /** Numbers from 1 in the old and in the new text; null where the line is not in it. */
  old_line: number | null;
  new_line: number | null;
}

/** Cells of the table of common lines at most; beyond that the differing middle is shown as replaced. */
const most_cells = 4_000_000;

export function diffLines(before: string, after: string): DiffLine[] {
  const old_lines = before.split('\n');
  const new_lines = after.split('\n');
  let start = 0;
  while (start < old_lines.length && start < new_lines.length && old_lines[start] === new_lines[start]) start += 1;
  let tail = 0;
  while (tail < old_lines.length - start && tail < new_lines.length - start
    && old_lines[old_lines.length - 1 - tail] === new_lines[new_lines.length - 1 - tail]) tail += 1;
  const lines: DiffLine[] = [];
  let [at_old, at_new] = [0, 0];
  const push = (kind: DiffLine['kind']): void => {
    const text = (kind === 'added' ? new_lines[at_new] : old_lines[at_old]) ?? '';
    if (kind !== 'added') at_old += 1;
    if (kind !== 'removed') at_new += 1;
    lines.push({ kind, text, old_line: kind === 'added' ? null : at_old, new_line: kind === 'removed' ? null : at_new });
  };
  for (let index = 0; index < start; index += 1) push('same');
  for (const kind of middle(old_lines.slice(start, old_lines.length - tail), new_lines.slice(start, new_lines.length - tail))) push(kind);
  for (let index = 0; index < tail; index += 1) push('same');
  return lines;
}

/** The steps through what differs, by the longest common subsequence of lines. */
function middle(before: readonly string[], after: readonly string[]): DiffLine['kind'][] {
  const [rows, columns] = [before.length, after.length];
  const removed = (count: number) => Array.from({ length: count }, () => 'removed' as const);
  const added = (count: number) => Array.from({ length: count }, () => 'added' as const);
  if (rows * columns > most_cells) return [...removed(rows), ...added(columns)];
  const width = columns + 1;
  const common = new Uint32Array((rows + 1) * width);
  const at = (row: number, column: number): number => common[row * width + column] ?? 0;
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      common[row * width + column] = before[row] === after[column] ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const steps: DiffLine['kind'][] = [];
  let [row, column] = [0, 0];
  while (row < rows && column < columns) {
    if (before[row] === after[column]) {
      steps.push('same');
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) {
      steps.push('removed');
      row += 1;
    } else {
      steps.push('added');
      column += 1;
    }
  }
  return [...steps, ...removed(rows - row), ...added(columns - column)];
}
