// A query in a link, behind the # of the address: no server ever sees it. It is taken out before anything else reads the address,
// kept for this browser tab, over a sign-in too, and opened where the link leads. Packed: deflate, then base64url.

const key = 'studio.shared';
const place = /^\/c\/([^/]+)\/sql\/?$/;

/** Links with longer texts are cut by mail programs and refused by some servers. */
export const longest_packed = 6000;
/** Of the text that comes out of a link. */
const longest_unpacked = 1_000_000;

interface SharedText {
  connection: string;
  packed: string;
}

/** Removes a query from the address. The router must not have read the address before. */
export function removeSharedTextFromAddress(): void {
  const connection = place.exec(location.pathname)?.[1];
  const packed = /^#sql=([A-Za-z0-9_-]{1,100000})$/.exec(location.hash)?.[1];
  if (connection === undefined || packed === undefined) return;
  try {
    sessionStorage.setItem(key, JSON.stringify({ connection, packed } satisfies SharedText));
  } catch {
    return;
  }
  history.replaceState(null, '', location.pathname + location.search);
}

/** What a link has brought; null where there is nothing that waits. */
export function sharedText(): SharedText | null {
  try {
    const { connection, packed } = JSON.parse(sessionStorage.getItem(key) ?? 'null') as Partial<Record<keyof SharedText, unknown>>;
    return typeof connection === 'string' && typeof packed === 'string' ? { connection, packed } : null;
  } catch {
    return null;
  }
}

export function forgetSharedText(): void {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept then.
  }
}

/** A value as text for a link. */
export async function pack(value: unknown): Promise<string> {
  const stream = new Blob([JSON.stringify(value)]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The value of a link; undefined where it is damaged or too long. Whoever reads it checks its shape. */
export async function unpack(packed: string): Promise<unknown> {
  try {
    const binary = atob(packed.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
    const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let text = '';
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      text += decoder.decode(next.value, { stream: true });
      if (text.length > longest_unpacked) return undefined;
    }
    return JSON.parse(text + decoder.decode()) as unknown;
  } catch {
    return undefined;
  }
}
