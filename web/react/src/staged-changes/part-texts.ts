// Values that are made of parts, as PostgreSQL writes and reads them: arrays of one dimension, composites, ranges, multiranges. Each
// reading is null where a text is none of these, or is one that only a person should touch (an array of several dimensions, one
// whose first element is not the first). What a part's own text means, its type knows. Pure.

/** The text of a part; null is NULL, of a bound none. */
export type Part = string | null;

export interface RangeParts {
  is_empty: boolean;
  lower: Part;
  upper: Part;
  has_lower: boolean;
  has_upper: boolean;
}

interface Found<Value> {
  value: Value;
  /** Where the text goes on. */
  end: number;
}

const blanks = /[ \t\n\r\v\f]*/y;
const null_word = /^null$/i;

/** `delimiter` is a comma for all types but `box`. */
export function readArray(text: string, delimiter: string): Part[] | null {
  const start = skipBlanks(text, 0);
  if (text[start] !== '{') return null;
  const first = skipBlanks(text, start + 1);
  if (text[first] === '}') return isEnd(text, first + 1) ? [] : null;
  const parts: Part[] = [];
  for (let at = start + 1; ;) {
    const found = text[skipBlanks(text, at)] === '"' ? readQuoted(text, skipBlanks(text, at)) : readPlain(text, skipBlanks(text, at), delimiter);
    if (!found) return null;
    parts.push(found.value);
    const end = skipBlanks(text, found.end);
    if (text[end] === '}') return isEnd(text, end + 1) ? parts : null;
    if (text[end] !== delimiter) return null;
    at = end + 1;
  }
}

export function writeArray(parts: readonly Part[], delimiter: string): string {
  const written = parts.map((part) => {
    if (part === null) return 'NULL';
    const is_plain = part !== '' && !null_word.test(part) && !/["\\{} \t\n\r\v\f]/.test(part) && !part.includes(delimiter);
    return is_plain ? part : `"${part.replace(/["\\]/g, '\\$&')}"`;
  });
  return `{${written.join(delimiter)}}`;
}

/** The fields in their order. */
export function readRecord(text: string): Part[] | null {
  const start = skipBlanks(text, 0);
  if (text[start] !== '(') return null;
  const fields: Part[] = [];
  for (let at = start + 1; ;) {
    const found = readField(text, at, ',)');
    if (!found) return null;
    fields.push(found.value);
    if (text[found.end] === ')') return isEnd(text, found.end + 1) ? fields : null;
    at = found.end + 1;
  }
}

export function writeRecord(fields: readonly Part[]): string {
  return `(${fields.map((field) => (field === null ? '' : writeField(field, /["\\(), \t\n\r\v\f]/))).join(',')})`;
}

export function readRange(text: string): RangeParts | null {
  const found = readRangeAt(text, skipBlanks(text, 0));
  return found && isEnd(text, found.end) ? found.value : null;
}

export function writeRange({ is_empty, lower, upper, has_lower, has_upper }: RangeParts): string {
  if (is_empty) return 'empty';
  const bound = (part: Part): string => (part === null ? '' : writeField(part, /["\\()[\], \t\n\r\v\f]/));
  // A bound that is not there belongs to no range.
  return `${has_lower && lower !== null ? '[' : '('}${bound(lower)},${bound(upper)}${has_upper && upper !== null ? ']' : ')'}`;
}

export function readMultirange(text: string): RangeParts[] | null {
  const start = skipBlanks(text, 0);
  if (text[start] !== '{') return null;
  const ranges: RangeParts[] = [];
  const first = skipBlanks(text, start + 1);
  if (text[first] === '}') return isEnd(text, first + 1) ? [] : null;
  for (let at = first; ;) {
    const found = readRangeAt(text, at);
    if (!found) return null;
    ranges.push(found.value);
    const end = skipBlanks(text, found.end);
    if (text[end] === '}') return isEnd(text, end + 1) ? ranges : null;
    if (text[end] !== ',') return null;
    at = skipBlanks(text, end + 1);
  }
}

export function writeMultirange(ranges: readonly RangeParts[]): string {
  return `{${ranges.map(writeRange).join(',')}}`;
}

function readRangeAt(text: string, start: number): Found<RangeParts> | null {
  if (/^empty/i.test(text.slice(start, start + 5))) {
    return { value: { is_empty: true, lower: null, upper: null, has_lower: false, has_upper: false }, end: start + 5 };
  }
  const opening = text[start];
  if (opening !== '[' && opening !== '(') return null;
  const lower = readField(text, start + 1, ',)]');
  if (!lower || text[lower.end] !== ',') return null;
  const upper = readField(text, lower.end + 1, ',)]');
  if (!upper || text[upper.end] === ',') return null;
  return {
    value: { is_empty: false, lower: lower.value, upper: upper.value, has_lower: opening === '[', has_upper: text[upper.end] === ']' },
    end: upper.end + 1,
  };
}

/** An element in quotes; a backslash stands before any character. */
function readQuoted(text: string, start: number): Found<string> | null {
  let value = '';
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '"') return { value, end: at + 1 };
    if (text[at] === '\\') at += 1;
    value += text[at] ?? '';
  }
  return null;
}

/** An element without quotes: blanks at its end are none of it, unless a backslash stands before them. */
function readPlain(text: string, start: number, delimiter: string): Found<Part> | null {
  let value = '';
  let kept = 0;
  let is_escaped = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === delimiter || character === '}') {
      const part = value.slice(0, kept);
      if (part === '') return null;
      return { value: !is_escaped && null_word.test(part) ? null : part, end: at };
    }
    if (character === '"' || character === '{') return null;
    if (character === '\\') {
      at += 1;
      if (at >= text.length) return null;
      is_escaped = true;
    }
    value += text[at] ?? '';
    if (character === '\\' || skipBlanks(character, 0) === 0) kept = value.length;
  }
  return null;
}

/** A field of a composite or a bound, up to one of `stops`; nothing at all is null. Quotes may begin and end anywhere in it. */
function readField(text: string, start: number, stops: string): Found<Part> | null {
  let value = '';
  let is_quoted = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (!is_quoted && stops.includes(character)) return { value: at === start ? null : value, end: at };
    if (character === '\\') {
      at += 1;
      if (at >= text.length) return null;
      value += text[at] ?? '';
    } else if (character !== '"') value += character;
    else if (is_quoted && text[at + 1] === '"') {
      at += 1;
      value += '"';
    } else is_quoted = !is_quoted;
  }
  return null;
}

function writeField(part: string, special: RegExp): string {
  return part !== '' && !special.test(part) ? part : `"${part.replace(/["\\]/g, '$&$&')}"`;
}

function skipBlanks(text: string, at: number): number {
  blanks.lastIndex = at;
  return at + (blanks.exec(text)?.[0].length ?? 0);
}

function isEnd(text: string, at: number): boolean {
  return skipBlanks(text, at) === text.length;
}
