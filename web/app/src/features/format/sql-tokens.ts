// The tokens of a text of SQL, as PostgreSQL's own scanner cuts them, with white space and the case of unquoted words taken away:
// two texts with the same tokens mean the same. It decides nothing else; what a statement is, the server says.

/** What may follow in an unquoted name. */
const word = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;
const number = /(?:\d[\d_]*(?:\.(?!\.)\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const operator = /[-+*/<>=~!@#%^&|`?]+/y;
const dollar_quote = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
const parameter = /\$\d+|:[A-Za-z_]\w*|:'[^']*'|:"[^"]*"/y;
const space = /\s+/y;

interface Token {
  text: string;
  kind: 'string' | 'comment' | 'other';
  end: number;
}

/** Null where a quote or a comment does not end. */
export function tokensOf(sql: string): string[] | null {
  const tokens: string[] = [];
  let is_after_string = false;
  let has_line_break = false;
  for (let at = 0; at < sql.length;) {
    const blank = matchAt(space, sql, at);
    if (blank !== null) {
      has_line_break ||= /[\n\r]/.test(blank);
      at += blank.length;
      continue;
    }
    const token = tokenAt(sql, at);
    if (token === null) return null;
    // Two constants are one where a line break is between them, and an error otherwise.
    if (token.kind === 'string' && is_after_string) tokens.push(has_line_break ? 'joined' : 'apart');
    tokens.push(token.text);
    if (token.kind !== 'comment') {
      is_after_string = token.kind === 'string';
      has_line_break = false;
    }
    at = token.end;
  }
  return tokens;
}

function tokenAt(sql: string, at: number): Token | null {
  const two = sql.slice(at, at + 2);
  if (two === '--') {
    const end = /[\n\r]/.exec(sql.slice(at));
    const line = end ? sql.slice(at, at + end.index) : sql.slice(at);
    return { text: line.trimEnd(), kind: 'comment', end: at + line.length };
  }
  if (two === '/*') return blockComment(sql, at);
  if (sql[at] === "'") return quoted(sql, at, at, "'", false);
  if (sql[at] === '"') return quoted(sql, at, at, '"', false);
  if (two === '::' || two === ':=') return other(two, at);
  const given = matchAt(parameter, sql, at);
  if (given !== null) return other(given, at);
  const opening = matchAt(dollar_quote, sql, at);
  if (opening !== null) {
    const end = sql.indexOf(opening, at + opening.length);
    return end < 0 ? null : { text: sql.slice(at, end + opening.length), kind: 'string', end: end + opening.length };
  }
  const name = matchAt(word, sql, at);
  if (name !== null) return wordAt(sql, at, name);
  const digits = matchAt(number, sql, at);
  if (digits !== null) return other(digits, at);
  const sign = matchAt(operator, sql, at);
  return other(sign === null ? sql.slice(at, at + 1) : operatorOf(sign), at);
}

/** A name, or the constant that it begins: e'…', b'…', x'…', n'…', u&'…', u&"…". */
function wordAt(sql: string, at: number, name: string): Token | null {
  const end = at + name.length;
  if (/^[ebxn]$/i.test(name) && sql[end] === "'") return quoted(sql, at, end, "'", /e/i.test(name));
  if (/^u$/i.test(name) && sql[end] === '&' && (sql[end + 1] === "'" || sql[end + 1] === '"')) {
    return quoted(sql, at, end + 1, sql[end + 1] === "'" ? "'" : '"', false);
  }
  return { text: name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()), kind: 'other', end };
}

/** What stands in quotes from `open` on, with what stands before them from `at` on. */
function quoted(sql: string, at: number, open: number, quote: "'" | '"', has_escapes: boolean): Token | null {
  for (let index = open + 1; index < sql.length; index += 1) {
    if (has_escapes && sql[index] === '\\') index += 1;
    else if (sql[index] === quote && sql[index + 1] === quote) index += 1;
    else if (sql[index] === quote) {
      return { text: sql.slice(at, index + 1), kind: quote === "'" ? 'string' : 'other', end: index + 1 };
    }
  }
  return null;
}

/** Block comments nest. Their lines may be indented otherwise. */
function blockComment(sql: string, at: number): Token | null {
  let depth = 0;
  for (let index = at; index < sql.length - 1; index += 1) {
    const two = sql.slice(index, index + 2);
    if (two !== '/*' && two !== '*/') continue;
    depth += two === '/*' ? 1 : -1;
    index += 1;
    if (depth === 0) return { text: sql.slice(at, index + 1).replace(/\s+/g, ' '), kind: 'comment', end: index + 1 };
  }
  return null;
}

/** An operator ends before a comment; and with + or - only where another sign makes it one of several characters. */
function operatorOf(signs: string): string {
  const comment = /--|\/\*/.exec(signs);
  let text = comment ? signs.slice(0, comment.index) : signs;
  if (!/[~!@#%^&|`?]/.test(text)) {
    while (text.length > 1 && /[-+]$/.test(text)) text = text.slice(0, -1);
  }
  return text;
}

function other(text: string, at: number): Token {
  return { text, kind: 'other', end: at + text.length };
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
