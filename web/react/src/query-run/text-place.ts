// From PostgreSQL's position (characters, that is code points, from 1) to JS's offset (UTF-16 units, from 0) and back
// to lines for people.

/** The offset in `text` of PostgreSQL's `position`; the end of the text where it lies beyond. */
export function characterOffset(text: string, position: number): number {
  let offset = 0;
  for (let count = 1; count < position && offset < text.length; count += 1) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}

/** `line 3, column 8` of an offset. */
export function placeInText(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `line ${before.length}, column ${Array.from(before.at(-1) ?? '').length + 1}`;
}
