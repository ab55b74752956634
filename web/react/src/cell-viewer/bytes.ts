// bytea for eyes: a hex dump, and what kind of picture it is by its first bytes. Pure.

/** The bytes of PostgreSQL's hex output; null for the escape format. An odd digit at the end of a cut value is dropped. */
export function bytesOf(text: string): Uint8Array | null {
  if (!/^\\x[0-9a-f]*$/i.test(text)) return null;
  const bytes = new Uint8Array((text.length - 2) >> 1);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(text.slice(2 + 2 * at, 4 + 2 * at), 16);
  return bytes;
}

const line_bytes = 16;

/** Lines of sixteen bytes: offset, hex in two groups, printable ASCII. */
export function hexDump(bytes: Uint8Array, most_lines: number): string {
  const lines: string[] = [];
  for (let from = 0; from < bytes.length && lines.length < most_lines; from += line_bytes) {
    const part = Array.from(bytes.subarray(from, from + line_bytes));
    const hex = part.map((byte, at) => byte.toString(16).padStart(2, '0') + (at === 7 ? ' ' : '')).join(' ');
    const ascii = part.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${from.toString(16).padStart(8, '0')}  ${hex.padEnd(3 * line_bytes)}  ${ascii}`);
  }
  return lines.join('\n');
}

const pictures: readonly { type: string; starts: readonly (number | null)[] }[] = [
  { type: 'image/png', starts: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'image/jpeg', starts: [0xff, 0xd8, 0xff] },
  { type: 'image/gif', starts: [0x47, 0x49, 0x46, 0x38, null, 0x61] },
  { type: 'image/webp', starts: [0x52, 0x49, 0x46, 0x46, null, null, null, null, 0x57, 0x45, 0x42, 0x50] },
  { type: 'image/bmp', starts: [0x42, 0x4d, null, null, null, null, 0x00, 0x00, 0x00, 0x00] },
  { type: 'image/avif', starts: [null, null, null, null, 0x66, 0x74, 0x79, 0x70, 0x61, 0x76, 0x69, 0x66] },
];

/** The media type of a picture that browsers draw without running anything, by its first bytes; null for what is none. */
export function pictureType(bytes: Uint8Array): string | null {
  return pictures.find(({ starts }) => bytes.length > starts.length
    && starts.every((wanted, at) => wanted === null || bytes[at] === wanted))?.type ?? null;
}

/** A picture as an address that holds all of it, which the page's policy allows. */
export function dataAddress(bytes: Uint8Array, type: string): string {
  let text = '';
  // In parts, because each byte is an argument.
  for (let from = 0; from < bytes.length; from += 8192) text += String.fromCharCode(...bytes.subarray(from, from + 8192));
  return `data:${type};base64,${btoa(text)}`;
}
