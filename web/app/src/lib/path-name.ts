// The name of a schema or relation as one part of an address. Browsers take the parts `.` and `..` away, however they are
// escaped, so such names get a `~` in front; names that look like that get one more.

/** What stands in the path for a name; not percent-encoded yet. */
export function toPathName(name: string): string {
  return /^~*\.{1,2}$/.test(name) ? `~${name}` : name;
}

export function fromPathName(part: string): string {
  return /^~+\.{1,2}$/.test(part) ? part.slice(1) : part;
}
