// Which table's rows stand below a table's: by the foreign key by which they point to it, in the address. Pure.

export interface DetailPlace {
  schema: string;
  name: string;
  constraint: string;
}

/** `schema,name,constraint`, each with what has a meaning there escaped. */
export function detailText({ schema, name, constraint }: DetailPlace): string {
  return [schema, name, constraint].map(encodeURIComponent).join(',');
}

/** Undefined where it cannot be read. */
export function parseDetail(text: string | undefined): DetailPlace | undefined {
  const parts = text?.split(',') ?? [];
  if (parts.length !== 3) return undefined;
  try {
    const [schema = '', name = '', constraint = ''] = parts.map(decodeURIComponent);
    return schema === '' || name === '' || constraint === '' ? undefined : { schema, name, constraint };
  } catch {
    return undefined;
  }
}

export function isSamePlace(one: DetailPlace, other: DetailPlace): boolean {
  return one.schema === other.schema && one.name === other.name && one.constraint === other.constraint;
}
