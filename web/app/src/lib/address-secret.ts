// A secret behind the # of the address: `/sign-in#link=<token>`, `/join#invitation=<token>`. It is taken out before
// anything else reads the address, so that neither the history nor a bookmark keeps it; no server ever sees that part.

const places = { '/sign-in': 'link', '/join': 'invitation' } as const;
type Kind = (typeof places)[keyof typeof places];

const taken = new Map<Kind, string>();

/** Removes a secret from the address. The router must not have read the address before. */
export function removeSecretFromAddress(): void {
  const kind = (places as Record<string, Kind | undefined>)[location.pathname];
  const [, name, secret] = /^#([a-z]+)=([A-Za-z0-9_-]{1,200})$/.exec(location.hash) ?? [];
  if (kind === undefined || name !== kind || secret === undefined) return;
  taken.set(kind, secret);
  history.replaceState(null, '', location.pathname + location.search);
}

/** The secret that was removed; null where there was none, or it has been forgotten. */
export function addressSecret(kind: Kind): string | null {
  return taken.get(kind) ?? null;
}

/** Forgets a secret that has done its work. */
export function forgetAddressSecret(kind: Kind): void {
  taken.delete(kind);
}
