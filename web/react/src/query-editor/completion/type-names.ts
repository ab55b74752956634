// The types as the grammar and the documentation write them, the most used first.

export const grammar_types: readonly [name: string, comment: string][] = [
  ['text', 'text of any length'], ['integer', 'whole number, 4 bytes'], ['bigint', 'whole number, 8 bytes'], ['numeric', 'exact number of any precision'],
  ['boolean', 'true or false'], ['timestamptz', 'point in time'], ['timestamp', 'date and time without a zone'], ['date', 'calendar date'], ['uuid', 'universally unique identifier'],
  ['jsonb', 'JSON, decomposed'], ['json', 'JSON, as it was written'], ['varchar', 'text up to a length'], ['smallint', 'whole number, 2 bytes'], ['real', 'inexact number, 4 bytes'],
  ['double precision', 'inexact number, 8 bytes'], ['time', 'time of day'], ['timetz', 'time of day with a zone'], ['interval', 'span of time'], ['bytea', 'bytes'],
  ['character varying', 'text up to a length'], ['character', 'text of a fixed length'], ['char', 'text of a fixed length'], ['timestamp with time zone', 'point in time'],
  ['timestamp without time zone', 'date and time without a zone'], ['time with time zone', 'time of day with a zone'], ['decimal', 'exact number of any precision'],
  ['int', 'whole number, 4 bytes'], ['float', 'inexact number'], ['bit', 'bits'], ['bit varying', 'bits up to a length'], ['inet', 'host or network address'], ['cidr', 'network address'],
  ['macaddr', 'hardware address'], ['xml', 'XML'], ['point', 'point on a plane'], ['tsvector', 'document of text search'], ['tsquery', 'question of text search'],
  ['serial', 'counting integer'], ['bigserial', 'counting bigint'], ['smallserial', 'counting smallint'], ['regclass', 'relation by its name'], ['money', 'amount of money'],
];
