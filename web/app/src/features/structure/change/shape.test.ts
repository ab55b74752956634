import { expect, it } from 'vitest';
import { changePolicy, empty_policy } from './access.ts';
import { attachPartition, createPartition, detachPartition, empty_bound, inherit, strategyOf } from './partition.ts';
import { quoting } from './quoting.ts';
import type { Target } from './relation.ts';
import { changeSchema, dropSchema, grantInSchema, revokeOfSchema } from './schema.ts';
import { changeSequence } from './sequence.ts';
import { createTrigger, dropTrigger, empty_trigger, eventsOf, renameTrigger, setTrigger } from './trigger.ts';
import { addAttribute, addCheck, changeAttribute, changeDomain, changeType, dropAttribute, validateCheck } from './type.ts';

const quote = quoting(new Map([['order', 'reserved']]));
const film: Target = { schema: 'public', name: 'film', kind: 'table' };
const seen: Target = { schema: 'public', name: 'seen', kind: 'view' };
const odd: Target = { schema: 'Odd', name: 'o"dd 🐘', kind: 'partitioned_table' };
const routine = { schema: 'Odd', name: 'do "it"' };

it('makes triggers, and leaves out what cannot be at the time', () => {
  const form = { ...empty_trigger, name: 'order', events: ['UPDATE', 'INSERT'], routine };
  expect(createTrigger(quote, film, form)).toEqual(['CREATE TRIGGER "order"\nBEFORE INSERT OR UPDATE ON public.film\nFOR EACH ROW\nEXECUTE FUNCTION "Odd"."do ""it"""()']);
  expect(createTrigger(quote, film, { ...form, columns: ['order', 'a'], when: 'OLD.a > 0', arguments: "'x'", is_for_each_row: false })).toEqual([
    'CREATE TRIGGER "order"\nBEFORE INSERT OR UPDATE OF "order", a ON public.film\nFOR EACH STATEMENT\nWHEN (OLD.a > 0)\nEXECUTE FUNCTION "Odd"."do ""it"""(\'x\')']);
  expect(createTrigger(quote, film, { ...form, timing: 'AFTER', is_constraint: true, is_for_each_row: false, is_deferrable: true, is_deferred: true, old_table: 'gone' })).toEqual([
    'CREATE CONSTRAINT TRIGGER "order"\nAFTER INSERT OR UPDATE ON public.film\nDEFERRABLE INITIALLY DEFERRED\nFOR EACH ROW\nEXECUTE FUNCTION "Odd"."do ""it"""()']);
  expect(createTrigger(quote, film, { ...form, events: ['DELETE'], timing: 'AFTER', is_for_each_row: false, old_table: 'gone', new_table: 'none' })).toEqual([
    'CREATE TRIGGER "order"\nAFTER DELETE ON public.film\nREFERENCING OLD TABLE AS gone\nFOR EACH STATEMENT\nEXECUTE FUNCTION "Odd"."do ""it"""()']);
  expect(createTrigger(quote, seen, { ...form, timing: 'INSTEAD OF', columns: ['a'], when: 'true', is_for_each_row: false })).toEqual([
    'CREATE TRIGGER "order"\nINSTEAD OF INSERT OR UPDATE ON public.seen\nFOR EACH ROW\nEXECUTE FUNCTION "Odd"."do ""it"""()']);
  expect(eventsOf(form, 'table')).not.toContain('TRUNCATE');
  expect(createTrigger(quote, film, { ...form, events: ['TRUNCATE'] })).toEqual([]);
  expect(createTrigger(quote, film, { ...form, routine: null })).toEqual([]);
  expect(setTrigger(quote, film, 'order', 'always')).toEqual(['ALTER TABLE public.film ENABLE ALWAYS TRIGGER "order"']);
  expect(renameTrigger(quote, film, 'a', 'order')).toEqual(['ALTER TRIGGER a ON public.film RENAME TO "order"']);
  expect(dropTrigger(quote, film, 'a', true)).toEqual(['DROP TRIGGER a ON public.film CASCADE']);
});

it('makes, attaches and detaches partitions', () => {
  const form = { schema: 'Odd', name: 'p', bound: { ...empty_bound, from: "'a'", to: 'MAXVALUE' }, partition_by: '', partition_key: '' } as const;
  expect(createPartition(quote, odd, 'RANGE', form)).toEqual(['CREATE TABLE "Odd".p PARTITION OF "Odd"."o""dd 🐘" FOR VALUES FROM (\'a\') TO (MAXVALUE)']);
  expect(createPartition(quote, odd, 'LIST', form)).toEqual([]);
  expect(createPartition(quote, odd, 'LIST', { ...form, bound: { ...empty_bound, is_default: true }, partition_by: 'HASH', partition_key: 'n' })).toEqual(
    ['CREATE TABLE "Odd".p PARTITION OF "Odd"."o""dd 🐘" DEFAULT PARTITION BY HASH (n)']);
  expect(createPartition(quote, odd, 'HASH', { ...form, bound: { ...empty_bound, is_default: true, modulus: '4', remainder: '1) x' } })).toEqual([]);
  expect(attachPartition(quote, odd, 'HASH', film, { ...empty_bound, modulus: '4', remainder: '0' })).toEqual(
    ['ALTER TABLE "Odd"."o""dd 🐘" ATTACH PARTITION public.film FOR VALUES WITH (MODULUS 4, REMAINDER 0)']);
  expect(detachPartition(quote, odd, film, 'CONCURRENTLY')).toEqual(['ALTER TABLE "Odd"."o""dd 🐘" DETACH PARTITION public.film CONCURRENTLY']);
  expect(inherit(quote, film, odd, false)).toEqual(['ALTER TABLE public.film NO INHERIT "Odd"."o""dd 🐘"']);
  expect(['RANGE (day)', 'LIST (a)', 'x', null].map(strategyOf)).toEqual(['RANGE', 'LIST', null, null]);
});

it('changes policies: what PostgreSQL changes, the name last', () => {
  const before = { ...empty_policy, name: 'own', roles: 'ann', using: 'true' };
  expect(changePolicy(quote, film, before, { ...before, name: 'order', roles: '', using: 'a = 1', with_check: 'b' })).toEqual([
    'ALTER POLICY own ON public.film TO PUBLIC USING (a = 1) WITH CHECK (b)', 'ALTER POLICY own ON public.film RENAME TO "order"']);
  expect(changePolicy(quote, film, before, before)).toEqual([]);
});

it('changes sequences, and takes no text for a number', () => {
  const before = { type: 'bigint', increment: '1', minimum: '1', maximum: '9', start: '1', cache: '1', is_cyclic: false, owned_by: 'public.film.id', next: '' };
  const counting: Target = { schema: 'public', name: 'order', kind: 'sequence' };
  expect(changeSequence(quote, counting, before, before)).toEqual([]);
  expect(changeSequence(quote, counting, before, { ...before, type: 'integer', increment: '-1', next: '5', is_cyclic: true, owned_by: '' })).toEqual(
    ['ALTER SEQUENCE public."order" AS integer INCREMENT BY -1 CYCLE RESTART WITH 5 OWNED BY NONE']);
  expect(changeSequence(quote, counting, before, { ...before, next: '5; drop table t' })).toEqual([]);
});

it('changes types, domains and composites', () => {
  const type = { schema: 'Odd', name: 'mood', kind: 'composite' } as const;
  const domain = { ...type, kind: 'domain' } as const;
  const facts = { name: 'mood', schema: 'Odd', owner: 'ann', comment: '' };
  expect(changeType(quote, domain, facts, { name: 'order', schema: 'public', owner: 'Bob', comment: "'" })).toEqual([
    'COMMENT ON DOMAIN "Odd".mood IS \'\'\'\'', 'ALTER DOMAIN "Odd".mood OWNER TO "Bob"', 'ALTER DOMAIN "Odd".mood RENAME TO "order"', 'ALTER DOMAIN "Odd"."order" SET SCHEMA public']);
  expect(changeDomain(quote, domain, { default: '1', is_nullable: true }, { default: '', is_nullable: false })).toEqual(['ALTER DOMAIN "Odd".mood DROP DEFAULT', 'ALTER DOMAIN "Odd".mood SET NOT NULL']);
  expect(addCheck(quote, domain, { name: 'order', condition: 'VALUE > 0', is_not_valid: true })).toEqual(['ALTER DOMAIN "Odd".mood ADD CONSTRAINT "order" CHECK (VALUE > 0) NOT VALID']);
  expect(validateCheck(quote, domain, 'a b')).toEqual(['ALTER DOMAIN "Odd".mood VALIDATE CONSTRAINT "a b"']);
  expect(addAttribute(quote, type, { name: 'order', type: 'int', is_cascade: true })).toEqual(['ALTER TYPE "Odd".mood ADD ATTRIBUTE "order" int CASCADE']);
  expect(changeAttribute(quote, type, { name: 'a', type: 'int', is_cascade: false }, { name: 'b', type: 'text', is_cascade: false })).toEqual([
    'ALTER TYPE "Odd".mood ALTER ATTRIBUTE a TYPE text', 'ALTER TYPE "Odd".mood RENAME ATTRIBUTE a TO b']);
  expect(dropAttribute(quote, type, 'a', false)).toEqual(['ALTER TYPE "Odd".mood DROP ATTRIBUTE a']);
});

it('changes schemas and what may be done in them', () => {
  const facts = { name: 'a b', owner: 'ann', comment: '' };
  expect(changeSchema(quote, facts, { name: 'c', owner: 'Bob', comment: 'x' })).toEqual(['COMMENT ON SCHEMA "a b" IS \'x\'', 'ALTER SCHEMA "a b" OWNER TO "Bob"', 'ALTER SCHEMA "a b" RENAME TO c']);
  expect(dropSchema(quote, 'a b', true)).toEqual(['DROP SCHEMA "a b" CASCADE']);
  expect(grantInSchema(quote, 'a b', { on: 'tables', grantee: 'Bob', privileges: ['SELECT', 'EXECUTE'], is_grantable: true })).toEqual(['GRANT SELECT ON ALL TABLES IN SCHEMA "a b" TO "Bob" WITH GRANT OPTION']);
  expect(grantInSchema(quote, 'a b', { on: 'schema', grantee: '', privileges: [], is_grantable: false })).toEqual([]);
  expect(revokeOfSchema(quote, 'a b', { grantee: null, privilege: 'usage' }, true)).toEqual(['REVOKE USAGE ON SCHEMA "a b" FROM PUBLIC CASCADE']);
});
