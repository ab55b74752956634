// A JSON array of objects as an object a line, byte for byte of the same length: the brackets around it become blanks, the commas
// between its elements line feeds, the line feeds inside of them blanks. Whether it is JSON at all PostgreSQL says.

const code = (character: string): number => character.charCodeAt(0);
const [quote, backslash, comma, line_feed, carriage_return, blank] = [code('"'), code('\\'), code(','), 10, 13, code(' ')];
const opening = new Set([code('['), code('{')]);
const closing = new Set([code(']'), code('}')]);

/** Does the text begin with a bracket? */
export function isArray(head: Uint8Array): boolean {
  const from = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  const first = head.subarray(from).find((byte) => byte !== blank && byte !== line_feed && byte !== carriage_return && byte !== 9);
  return first === code('[');
}

/** Keeps its place between the pieces of a file. */
export class ArrayLines {
  #depth = 0;
  #is_text = false;
  #is_escaped = false;

  /** The piece that stands for this one; of the same length. */
  piece(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    const out = new Uint8Array(bytes);
    for (let i = 0; i < out.length; i++) {
      const byte = out[i] ?? 0;
      if (this.#is_text) {
        if (this.#is_escaped) this.#is_escaped = false;
        else if (byte === backslash) this.#is_escaped = true;
        else if (byte === quote) this.#is_text = false;
      } else if (byte === quote) {
        this.#is_text = true;
      } else if (opening.has(byte)) {
        if (this.#depth++ === 0) out[i] = blank;
      } else if (closing.has(byte)) {
        if (--this.#depth === 0) out[i] = blank;
      } else if (byte === line_feed || byte === carriage_return) {
        out[i] = blank;
      } else if (byte === comma && this.#depth === 1) {
        out[i] = line_feed;
      }
    }
    return out;
  }
}

export function arrayToLines(): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  const lines = new ArrayLines();
  return new TransformStream({ transform: (piece, controller) => controller.enqueue(lines.piece(piece)) });
}
