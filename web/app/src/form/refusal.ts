// Where a refusal of the server belongs: to the field that it names, or to the form. It knows no React.

import type { StudioError } from '@studio-pg/client';

export interface Refusal {
  error: StudioError;
  /** The field that the error is about, and the value that was refused; null where the form as a whole is meant. */
  place: { field: string; value: unknown; message: string } | null;
  /** When the server takes another try, in milliseconds since the epoch; null where it does not say. */
  retry_at: number | null;
}

/** The fields that constraints, columns and SQLSTATEs are about, where their names do not say it. */
export type Places = Readonly<Record<string, string>>;

export function refusalOf(error: StudioError, values: object, places: Places = {}): Refusal {
  const field = fieldOf(error, Object.keys(values), places);
  return {
    error,
    place: field === undefined ? null
      : { field, value: (values as Record<string, unknown>)[field], message: messageOf(error) },
    retry_at: error.retry_after === null ? null : Date.now() + error.retry_after * 1000,
  };
}

function fieldOf({ code, fields, message }: StudioError, names: readonly string[], places: Places): string | undefined {
  const { constraint, column } = fields;
  const placed = places[constraint ?? ''] ?? places[column ?? ''] ?? places[code];
  if (placed !== undefined) return placed;
  if (column !== null && names.includes(column)) return column;
  // A constraint is called <table>_<field>_<what it forbids>; of several fields in it the longest name is meant.
  const in_constraint = names.filter((name) => constraint !== null && `_${constraint}_`.includes(`_${name}_`));
  if (in_constraint.length > 0) return in_constraint.reduce((a, b) => (b.length > a.length ? b : a));
  const named = /^(?:unknown )?field "([^"]+)"/.exec(message)?.[1];
  return named !== undefined && names.includes(named) ? named : undefined;
}

/** A violated constraint is told by its name, which says what it forbids; PostgreSQL's sentence names a relation instead. */
function messageOf({ fields, message }: StudioError): string {
  if (fields.constraint !== null) return sentence(fields.constraint.replaceAll('_', ' '));
  return fields.detail ?? sentence(message.replace(/^field "([^"]+)"/, (_, name: string) => name.replaceAll('_', ' ')));
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
