import { expect, it } from 'vitest';
import { empty_constraint } from '../change/constraint.ts';
import { quoting } from '../change/quoting.ts';
import { createComposite, createDomain, createEnum, createRoutine, createSchema, createSequence, createView } from './objects.ts';
import { createTable, empty_new_column, emptyTable } from './table.ts';

const quote = quoting(new Map([['order', 'reserved'], ['name', 'unreserved']]));
const odd = { schema: 'Odd', name: 'o"dd 🐘' };

it('makes a table of what stands in its form, and nothing while something lacks', () => {
  const form = { ...emptyTable('public'), name: 'order' };
  expect(createTable(quote, form)).toEqual(['CREATE TABLE public."order" (\n  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,\n  PRIMARY KEY (id)\n)']);
  expect(createTable(quote, emptyTable('public'))).toEqual([]);
  expect(createTable(quote, { ...form, columns: [] })).toEqual(['CREATE TABLE public."order" ()']);
  expect(createTable(quote, { ...form, columns: [{ ...empty_new_column, name: 'a', value: 'default' }] })).toEqual([]);
  expect(createTable(quote, { ...form, constraints: [empty_constraint] })).toEqual([]);
  expect(createTable(quote, { ...form, partition_by: 'RANGE' })).toEqual([]);
});

it('makes one of everything at once', () => {
  const column = { ...empty_new_column, name: 'wh"en', type: 'timestamptz', value: 'default', expression: 'now()', comment: "it's", is_key: true, is_nullable: false } as const;
  expect(createTable(quote, { ...emptyTable('Odd'), ...odd, comment: 'c', persistence: 'unlogged', partition_by: 'LIST', partition_key: 'n',
    columns: [column, { ...empty_new_column, name: 'n', type: 'int', is_key: true, is_nullable: false }, empty_new_column],
    constraints: [{ ...empty_constraint, kind: 'check', name: 'k', expression: 'n > 0' },
      { ...empty_constraint, kind: 'foreign_key', columns: ['n'], referenced: { schema: 'public', name: 'p' }, referenced_columns: ['id'], on_delete: 'CASCADE' }] })).toEqual([
    'CREATE UNLOGGED TABLE "Odd"."o""dd 🐘" (\n  "wh""en" timestamptz DEFAULT now() NOT NULL,\n  n int NOT NULL,\n  PRIMARY KEY ("wh""en", n),\n'
      + '  CONSTRAINT k CHECK (n > 0),\n  FOREIGN KEY (n) REFERENCES public.p (id) ON DELETE CASCADE\n) PARTITION BY LIST (n)',
    'COMMENT ON TABLE "Odd"."o""dd 🐘" IS \'c\'', 'COMMENT ON COLUMN "Odd"."o""dd 🐘"."wh""en" IS \'it\'\'s\'']);
});

it('makes schemas, views and sequences', () => {
  expect(createSchema(quote, { name: 'a b', owner: 'Ann', comment: "'" })).toEqual(['CREATE SCHEMA "a b" AUTHORIZATION "Ann"', 'COMMENT ON SCHEMA "a b" IS \'\'\'\'']);
  const view = { ...odd, is_materialized: false, query: 'select 1 ;\n; ', has_data: false, is_checked: true };
  expect(createView(quote, view)).toEqual(['CREATE VIEW "Odd"."o""dd 🐘" AS\nselect 1\nWITH CHECK OPTION']);
  expect(createView(quote, { ...view, is_materialized: true })).toEqual(['CREATE MATERIALIZED VIEW "Odd"."o""dd 🐘" AS\nselect 1\nWITH NO DATA']);
  expect(createView(quote, { ...view, query: ' ; ' })).toEqual([]);
  const sequence = { ...odd, type: 'integer', increment: '-2', minimum: '', maximum: '', start: ' 7 ', is_cyclic: true } as const;
  expect(createSequence(quote, sequence)).toEqual(['CREATE SEQUENCE "Odd"."o""dd 🐘" AS integer INCREMENT BY -2 START WITH 7 CYCLE']);
  expect(createSequence(quote, { ...sequence, start: '1; drop table t' })).toEqual([]);
});

it('makes types', () => {
  expect(createEnum(quote, { ...odd, labels: "it's\n\nb " })).toEqual(['CREATE TYPE "Odd"."o""dd 🐘" AS ENUM (\'it\'\'s\', \'b \')']);
  expect(createDomain(quote, { ...odd, type: 'text', default: "''", is_nullable: false, check: 'value <> $$x$$' })).toEqual(
    ['CREATE DOMAIN "Odd"."o""dd 🐘" AS text DEFAULT \'\' NOT NULL CHECK (value <> $$x$$)']);
  expect(createComposite(quote, { ...odd, attributes: [{ name: 'order', type: 'int' }, { name: '', type: 'text' }] })).toEqual(['CREATE TYPE "Odd"."o""dd 🐘" AS ("order" int)']);
});

it('makes routines, whatever their body holds', () => {
  const form = { ...odd, kind: 'function', arguments: 'a int', returns: 'int', language: 'sql', volatility: 'STABLE', is_security_definer: true, body: 'select $body$x$body$' } as const;
  expect(createRoutine(quote, form)).toEqual(['CREATE FUNCTION "Odd"."o""dd 🐘"(a int)\nRETURNS int\nLANGUAGE sql\nSTABLE\nSECURITY DEFINER\nAS $body1$\nselect $body$x$body$\n$body1$']);
  expect(createRoutine(quote, { ...form, kind: 'procedure', body: 'x', is_security_definer: false })).toEqual(['CREATE PROCEDURE "Odd"."o""dd 🐘"(a int)\nLANGUAGE sql\nAS $body$\nx\n$body$']);
  expect(createRoutine(quote, { ...form, returns: '' })).toEqual([]);
});
