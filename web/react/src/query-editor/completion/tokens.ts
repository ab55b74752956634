// Words out of a SQL text, by the rules of PostgreSQL's own scanner, and tolerant of what is half written: a string or a
// comment that is not closed ends with the text. Comments are tokens too; white space is not. It knows no grammar.

export type TokenKind =
  | 'word' | 'quoted' | 'string' | 'dollar' | 'number' | 'parameter' | 'operator' | 'symbol' | 'comment'
  /** Stands where the cursor is, in place of the name that is being written. */
  | 'cursor';

export interface Token {
  kind: TokenKind;
  from: number;
  to: number;
  /** Of a word or a quoted name: the name, as the server folds and cuts it. Of a symbol or operator: its characters. */
  value: string;
  /** False where a closing quote or comment end is missing. */
  is_closed: boolean;
}

const operator_characters = new Set('~!@#^&|`?+-*/%<>=');
/** With one of these in it an operator may end in + or -. */
const may_end_in_sign = /[~!@#^&|`?%]/;
const name_start = /[A-Za-z_\u0080-\uffff]/;
const name_rest = /[A-Za-z0-9_$\u0080-\uffff]*/y;
/** With what is written to its end: `1s` is no number and a name, but a number that is wrong. */
const number = /(?:0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*(?:\.(?!\.)[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?)[A-Za-z0-9_$\u0080-\uffff]*/y;
const dollar_tag = /\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/y;
const longest_name_bytes = 63;

export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 32 || (code >= 9 && code <= 13)) {
      at += 1;
      continue;
    }
    const token = read(text, at);
    tokens.push(token);
    at = token.to;
  }
  return tokens;
}

function read(text: string, from: number): Token {
  const first = text.charAt(from);
  const second = text.charAt(from + 1);
  if (name_start.test(first)) return readWord(text, from, first, second);
  if (first === "'") return readString(text, from, from + 1, false);
  if (first === '"') return readQuoted(text, from, from + 1, false);
  if ((first >= '0' && first <= '9') || (first === '.' && second >= '0' && second <= '9')) {
    return { kind: 'number', from, to: matchEnd(number, text, from), value: '', is_closed: true };
  }
  if (first === '-' && second === '-') return lineComment(text, from);
  if (first === '/' && second === '*') return blockComment(text, from);
  if (first === '$') return readDollar(text, from);
  if (first === ':') return readColon(text, from, second);
  if (first === '.' && second === '.') return symbol(text, from, 2);
  if (operator_characters.has(first)) return readOperator(text, from);
  return symbol(text, from, 1);
}

function symbol(text: string, from: number, length: number, kind: TokenKind = 'symbol'): Token {
  return { kind, from, to: from + length, value: text.slice(from, from + length), is_closed: true };
}

function matchEnd(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from + 1;
}

function readWord(text: string, from: number, first: string, second: string): Token {
  const letter = first.toLowerCase();
  if (second === "'" && (letter === 'e' || letter === 'b' || letter === 'x' || letter === 'n')) {
    return readString(text, from, from + 2, letter === 'e');
  }
  if (letter === 'u' && second === '&') {
    if (text.charAt(from + 2) === "'") return readString(text, from, from + 3, false);
    if (text.charAt(from + 2) === '"') return readQuoted(text, from, from + 3, true);
  }
  const to = matchEnd(name_rest, text, from + 1);
  return { kind: 'word', from, to: Math.max(to, from + 1), value: cut(fold(text.slice(from, to))), is_closed: true };
}

/** As the server folds what is not quoted: ASCII letters only. */
export function fold(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** A name as the server cuts it: 63 bytes, never within a character. */
function cut(name: string): string {
  if (name.length * 3 <= longest_name_bytes) return name;
  let bytes = 0;
  let end = 0;
  for (const character of name) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    if (bytes > longest_name_bytes) return name.slice(0, end);
    end += character.length;
  }
  return name;
}

function readString(text: string, from: number, start: number, has_escapes: boolean): Token {
  let at = start;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '\\' && has_escapes) at += 2;
    else if (character !== "'") at += 1;
    else if (text.charAt(at + 1) === "'") at += 2;
    else return { kind: 'string', from, to: at + 1, value: '', is_closed: true };
  }
  return { kind: 'string', from, to: text.length, value: '', is_closed: false };
}

function readQuoted(text: string, from: number, start: number, has_escapes: boolean): Token {
  let at = start;
  for (;;) {
    const quote = text.indexOf('"', at);
    const end = quote < 0 ? text.length : quote;
    if (quote >= 0 && text.charAt(quote + 1) === '"') {
      at = quote + 2;
      continue;
    }
    const inner = text.slice(start, end).replaceAll('""', '"');
    const name = has_escapes ? unescape(inner) : inner;
    return { kind: 'quoted', from, to: quote < 0 ? end : end + 1, value: cut(name), is_closed: quote >= 0 };
  }
}

/** U&"…": \XXXX and \+XXXXXX; another escape character (UESCAPE) is left as it is written. */
function unescape(name: string): string {
  return name.replace(/\\(?:([0-9a-fA-F]{4})|\+([0-9a-fA-F]{6})|(\\))/g, (all, short?: string, long?: string, backslash?: string) => {
    if (backslash !== undefined) return '\\';
    const point = Number.parseInt(short ?? long ?? '', 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : all;
  });
}

function lineComment(text: string, from: number): Token {
  let to = from;
  while (to < text.length && text.charCodeAt(to) !== 10 && text.charCodeAt(to) !== 13) to += 1;
  // What is typed at its end belongs to it: only a line feed closes it.
  return { kind: 'comment', from, to, value: '', is_closed: false };
}

function blockComment(text: string, from: number): Token {
  let depth = 1;
  let at = from + 2;
  while (at < text.length) {
    if (text.startsWith('/*', at)) {
      depth += 1;
      at += 2;
    } else if (text.startsWith('*/', at)) {
      depth -= 1;
      at += 2;
      if (depth === 0) return { kind: 'comment', from, to: at, value: '', is_closed: true };
    } else at += 1;
  }
  return { kind: 'comment', from, to: text.length, value: '', is_closed: false };
}

function readDollar(text: string, from: number): Token {
  const digits = /\$\d+/y;
  digits.lastIndex = from;
  if (digits.test(text)) return { kind: 'parameter', from, to: digits.lastIndex, value: '', is_closed: true };
  dollar_tag.lastIndex = from;
  if (!dollar_tag.test(text)) return symbol(text, from, 1);
  const start = dollar_tag.lastIndex;
  const tag = text.slice(from, start);
  const end = text.indexOf(tag, start);
  return { kind: 'dollar', from, to: end < 0 ? text.length : end + tag.length, value: '', is_closed: end >= 0 };
}

/** `::`, `:=`, a parameter (`:name`, `:'name'`, `:"name"`), or the colon of a slice. */
function readColon(text: string, from: number, second: string): Token {
  if (second === ':' || second === '=') return symbol(text, from, 2, 'operator');
  if (name_start.test(second)) return { kind: 'parameter', from, to: matchEnd(name_rest, text, from + 2), value: '', is_closed: true };
  if (second === "'" || second === '"') {
    const inner = second === "'" ? readString(text, from + 1, from + 2, false) : readQuoted(text, from + 1, from + 2, false);
    return { kind: 'parameter', from, to: inner.to, value: '', is_closed: inner.is_closed };
  }
  return symbol(text, from, 1);
}

function readOperator(text: string, from: number): Token {
  let to = from;
  while (to < text.length && operator_characters.has(text.charAt(to))) {
    if (to > from && (text.startsWith('--', to) || text.startsWith('/*', to))) break;
    to += 1;
  }
  while (to > from + 1 && /[+-]/.test(text.charAt(to - 1)) && !may_end_in_sign.test(text.slice(from, to))) to -= 1;
  return symbol(text, from, to - from, 'operator');
}
