// JSON with line ends and indentation, by its tokens alone: parsing it would turn numbers into JS numbers and lose their
// last digits. What is not JSON comes out as it went in.

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** Nested as deep as the value is, two spaces each; empty objects and lists stay on one line. */
export function indentJson(text: string): string {
  const tokens = text.match(token) ?? [];
  let depth = 0;
  let out = '';
  for (let index = 0; index < tokens.length; index += 1) {
    const part = tokens[index] ?? '';
    const next = tokens[index + 1];
    if (part === '{' || part === '[') {
      out += part;
      if (next === '}' || next === ']') continue;
      depth += 1;
      out += lineEnd(depth);
    } else if (part === '}' || part === ']') {
      const is_empty = tokens[index - 1] === '{' || tokens[index - 1] === '[';
      if (!is_empty) {
        depth = Math.max(0, depth - 1);
        out += lineEnd(depth);
      }
      out += part;
    } else if (part === ',') out += `,${lineEnd(depth)}`;
    else out += part === ':' ? ': ' : part;
  }
  return out;
}

/** Beyond fifty levels the text is no longer for eyes, and the indentation would be most of it. */
function lineEnd(depth: number): string {
  return `\n${'  '.repeat(Math.min(depth, 50))}`;
}
