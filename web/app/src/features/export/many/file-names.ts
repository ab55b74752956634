// Names of files in an archive, made of relations' names, which may hold anything: never a path, on no system a reserved name, none
// twice where letters' case does not count.

const most_characters = 150;

/** `public.film.csv`. `taken` keeps what was given out. */
export function entryName(schema: string, name: string, extension: string, taken: Set<string>): string {
  // What a path, a shell or a file system would read something into.
  const plain = `${schema}.${name}`.replace(/[\u0000-\u001f\u007f-\u009f/\\:*?"<>|\u202a-\u202e\u2066-\u2069]/gu, '_').replace(/^[.\s]+/, '_');
  const clipped = Array.from(plain).slice(0, most_characters).join('').replace(/[.\s]+$/, '_');
  const stem = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(clipped) ? `_${clipped}` : clipped;
  for (let n = 1; ; n++) {
    const given = `${stem}${n === 1 ? '' : `_${n}`}.${extension}`;
    if (taken.has(given.toLowerCase())) continue;
    taken.add(given.toLowerCase());
    return given;
  }
}
