// The kinds of objects that a form makes, as menus and the palette list them. The command of each is `create.<kind>`.

export const new_kinds = {
  table: 'New table', view: 'New view', materialized_view: 'New materialized view', function: 'New function', procedure: 'New procedure', sequence: 'New sequence',
  enum: 'New enum', domain: 'New domain', composite: 'New composite type', schema: 'New schema',
} as const;

export type NewKind = keyof typeof new_kinds;
