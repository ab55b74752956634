// XML with a line for each element, indented, by its tokens alone. What stands between tags keeps its blanks where it is text.
// What is no XML comes out as it went in.

const token = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<[^>]*>|[^<]+/g;
/** Beyond fifty levels the indentation would be most of the text. */
const deepest = 50;

export function indentXml(text: string): string {
  const parts = (text.match(token) ?? []).filter((part) => part.trim() !== '');
  const lines: string[] = [];
  let depth = 0;
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at] ?? '';
    const pad = (): string => '  '.repeat(Math.min(Math.max(0, depth), deepest));
    const next = parts[at + 1];
    const after = parts[at + 2];
    if (isOpening(part) && next !== undefined && !next.startsWith('<') && after?.startsWith('</') === true) {
      // An element that holds nothing but a text stays on one line.
      lines.push(pad() + part + next + after);
      at += 2;
    } else if (part.startsWith('</')) {
      depth -= 1;
      lines.push(pad() + part);
    } else {
      lines.push(pad() + (part.startsWith('<') ? part : part.trim()));
      if (isOpening(part)) depth += 1;
    }
  }
  return lines.join('\n');
}

function isOpening(part: string): boolean {
  return /^<[^!?/]/.test(part) && !part.endsWith('/>');
}
