// Kinds of fields that many messages share.

import * as z from 'zod/mini';

// The default of zod compiles its parsers with `new Function`, which the studio's Content-Security-Policy forbids.
z.config({ jitless: true });

export const text = z.string();
export const nullable_text = z.nullable(z.string());
export const count = z.number();

/** Somebody; null where the account is gone or not for this account to see. */
export const person = z.nullable(z.object({ id: text, name: text }));
export type Person = z.infer<typeof person>;
