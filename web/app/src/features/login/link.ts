// The token of a one-time link in the address: `/sign-in#link=<token>`. It is taken out before it is used, so that
// neither the history nor a bookmark keeps it.

let taken: string | null = null;

/** Removes the link from the address; null where there is none. The router must not have read the address before. */
export function removeLinkFromAddress(): void {
  const match = /^#link=([A-Za-z0-9_-]+)$/.exec(location.hash);
  if (!match || location.pathname !== '/sign-in') return;
  taken = match[1] ?? null;
  history.replaceState(null, '', location.pathname + location.search);
}

/** The token that was removed, once. */
export function takeLinkFromAddress(): string | null {
  const link = taken;
  taken = null;
  return link;
}
