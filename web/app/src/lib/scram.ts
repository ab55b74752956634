// What PostgreSQL keeps of a password: made here, so that the password itself never leaves the browser. RFC 5802 section 3,
// RFC 7677, and the form that PostgreSQL takes instead of a password: SCRAM-SHA-256$<iterations>:<salt>$<StoredKey>:<ServerKey>.

/** As PostgreSQL's scram_iterations is by default. */
const iterations = 4096;
const salt_bytes = 16;

/**
 * Whether SASLprep (RFC 4013) leaves a password as it is. Of one that it changes, or that holds what it forbids, programs differ in
 * what they send, so it is better not chosen.
 */
export function isPlainPassword(password: string): boolean {
  const mapped = password.replace(/[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/gu, ' ').replace(/[\u00AD\u034F\u180B-\u180D\u200B-\u200D\u2060\uFE00-\uFE0F\uFEFF]/gu, '');
  return mapped.normalize('NFKC') === password && !/[\p{Cc}\p{Co}\p{Cs}]/u.test(password);
}

/** The text that stands for a password in ALTER ROLE. @param salt given by tests alone */
export async function scramVerifier(password: string, salt: Uint8Array<ArrayBuffer> = crypto.getRandomValues(new Uint8Array(salt_bytes)), rounds = iterations): Promise<string> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(password), 'PBKDF2', false, ['deriveBits']);
  const salted = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds }, key, 256);
  const stored = await crypto.subtle.digest('SHA-256', await hmac(salted, 'Client Key'));
  return `SCRAM-SHA-256$${rounds}:${base64(salt.buffer)}$${base64(stored)}:${base64(await hmac(salted, 'Server Key'))}`;
}

async function hmac(key: ArrayBuffer, text: string): Promise<ArrayBuffer> {
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return await crypto.subtle.sign('HMAC', imported, new TextEncoder().encode(text));
}

function base64(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';

/** A password of 20 letters and digits: some 116 bits. */
export function makePassword(): string {
  const made: string[] = [];
  // What does not divide evenly is drawn again, so that each letter is as likely.
  while (made.length < 20) {
    const [drawn = 0] = crypto.getRandomValues(new Uint8Array(1));
    if (drawn < 256 - (256 % letters.length)) made.push(letters[drawn % letters.length] ?? '');
  }
  return made.join('');
}
