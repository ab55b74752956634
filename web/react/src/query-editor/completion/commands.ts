// The commands that are no queries, as templates of grammar.ts. They hold what helps while writing, not every option.

import { expectedBy, parseTemplate } from './grammar.ts';
import type { Expected, Template } from './grammar.ts';
import type { Level } from './tree.ts';

const column_rest = '{not null | null | default #any | primary key | unique | check <#any> | references #table [<#column>] {on (delete | update) (cascade | set null | set default | restrict | no action)}'
  + ' | generated (always | by default) as identity | generated always as <#any> stored | collate #any}';
const constraint = '[constraint #name] (primary key <#column {, #column}> | unique <#column {, #column}> | check <#any>'
  + ' | foreign key <#column {, #column}> references #table [<#referenced {, #referenced}>] {on (delete | update) (cascade | set null | set default | restrict | no action)} [not valid]'
  + ' | exclude [using #method] <#any>)';
const privilege = '(all | all privileges | select | insert | update | delete | truncate | references | trigger | usage | execute | create | connect | temporary) [<#column {, #column}>]';
const on_objects = 'on ([table] #relation {, #relation} | schema #schema | sequence #sequence | function #function | database #name | all tables in schema #schema | all sequences in schema #schema | all functions in schema #schema)';
const roles = '(public | current_user | session_user | #name)';

const lines = [
  `create [global | local] [temporary | temp | unlogged] table [if not exists] #name <(#name #type ${column_rest} | ${constraint} | like #table) {, (#name #type ${column_rest} | ${constraint} | like #table)}> [inherits <#table>] [partition by (range | list | hash) <#any>] [with <#any>] [tablespace #name]`,
  'create [temporary | temp | unlogged] table [if not exists] #name [<#any>] (as (select | values | with | table) | partition of #table (for values (from <#any> to <#any> | in <#any> | with <#any>) | default))',
  'create [or replace] [temporary | temp] [recursive] view #name [<#any>] as (select | values | with)',
  'create materialized view [if not exists] #name as (select | values | with)',
  'create [unique] index [concurrently] [[if not exists] #name] on [only] #table [using #method] <#column_or_expression [asc | desc] [nulls (first | last)] {, #column_or_expression [asc | desc] [nulls (first | last)]}> [include <#column {, #column}>] [nulls [not] distinct] [with <#any>] [where #any]',
  'create schema [if not exists] #name [authorization #name]',
  'create [temporary | temp] sequence [if not exists] #name {as (integer | bigint | smallint) | increment by #constant | minvalue #constant | maxvalue #constant | start with #constant | cache #constant | cycle | owned by #any}',
  'create type #name as (enum <#any> | range <#any> | <#name #type {, #name #type}>)',
  'create domain #name as #type {not null | default #any | check <#any> | constraint #name | collate #any}',
  'create extension [if not exists] #name [with] [schema #schema] [version #constant] [cascade]',
  'create [or replace] (function | procedure) #name <#any> [returns (setof #type | table <#any> | trigger | void | #type)] {language (sql | plpgsql) | immutable | stable | volatile | strict | security definer | security invoker | parallel (safe | unsafe | restricted) | cost #constant | rows #constant | set #setting (= | to) #any | as}',
  'create [or replace] [constraint] trigger #name (before | after | instead of) (insert | update [of #any] | delete | truncate) {or (insert | update | delete | truncate)} on #table {for each (row | statement) | when <#any> | deferrable | initially deferred} execute (function | procedure) #function',
  `create policy #name on #table {as (permissive | restrictive) | for (all | select | insert | update | delete) | to ${roles} | using <#any> | with check <#any>}`,
  'create (role | user | database | publication | subscription | server | tablespace | aggregate | operator | cast | collation | rule | statistics | event trigger | foreign table | foreign data wrapper | text search configuration) #name',
  `alter table [if exists] [only] #table (add [column] [if not exists] #name #type ${column_rest} | add ${constraint} | drop [column] [if exists] #column [cascade | restrict] | drop constraint [if exists] #constraint [cascade] | alter [column] #column (type #type [using #any] | set data type #type | set default #any | drop default | set not null | drop not null | set statistics #constant | set storage (plain | main | external | extended) | add generated (always | by default) as identity | drop identity [if exists]) | rename [column] #column to #name | rename constraint #constraint to #name | rename to #name | set schema #schema | set tablespace #name | set (logged | unlogged) | set <#any> | reset <#any> | owner to ${roles} | enable row level security | disable row level security | force row level security | no force row level security | (enable | disable) trigger (all | user | #name) | attach partition #table | detach partition #table [concurrently] | validate constraint #constraint | cluster on #name | replica identity (full | nothing | default) | inherit #table | no inherit #table)`,
  'alter view [if exists] #view (rename to #name | set schema #schema | owner to #name | rename column #column to #name | alter column #column (set default #any | drop default))',
  'alter materialized view [if exists] #view (rename to #name | set schema #schema | owner to #name)',
  'alter sequence [if exists] #sequence (rename to #name | set schema #schema | owner to #name | owned by (none | #any) | restart [with #constant] | increment by #constant | minvalue #constant | maxvalue #constant | cache #constant | cycle | no cycle)',
  'alter schema #schema (rename to #name | owner to #name)',
  'alter type #type (add value [if not exists] #constant [before #constant | after #constant] | rename value #constant to #constant | rename to #name | set schema #schema | owner to #name | add attribute #name #type | drop attribute #name)',
  'alter (function | procedure) #function [<#any>] (rename to #name | set schema #schema | owner to #name | immutable | stable | volatile | security definer | security invoker)',
  'alter (role | user) #name (set #setting (= | to) (#setting_value | default) | reset (all | #setting) | login | nologin | superuser | createdb | createrole | replication | bypassrls | inherit | password #constant | connection limit #constant | valid until #constant | rename to #name)',
  'alter database #name (set #setting (= | to) (#setting_value | default) | reset (all | #setting) | rename to #name | owner to #name)',
  'alter system (set #setting (= | to) (#setting_value | default) | reset (all | #setting))',
  'alter (index | domain | extension | policy | trigger | default privileges | foreign table | server | publication | subscription) #name',
  'drop table [if exists] #table {, #table} [cascade | restrict]',
  'drop view [if exists] #view {, #view} [cascade | restrict]',
  'drop materialized view [if exists] #view {, #view} [cascade | restrict]',
  'drop sequence [if exists] #sequence {, #sequence} [cascade | restrict]',
  'drop schema [if exists] #schema {, #schema} [cascade | restrict]',
  'drop (type | domain) [if exists] #user_type {, #user_type} [cascade | restrict]',
  'drop (function | procedure | routine | aggregate) [if exists] #function [<#any>] [cascade | restrict]',
  'drop (trigger | policy | rule) [if exists] #name on #table [cascade | restrict]',
  'drop (index [concurrently] | database | role | user | extension | owned by | publication | subscription | server | foreign table | tablespace) [if exists] #name [cascade | restrict]',
  'truncate [table] [only] #table {, #table} [restart identity | continue identity] [cascade | restrict]',
  'comment on (table #table | view #view | materialized view #view | column #table_column | schema #schema | sequence #sequence | type #user_type | domain #user_type | function #function [<#any>] | index #name | constraint #name on #table | trigger #name on #table | policy #name on #table | database #name | role #name | extension #name) is (null | #constant)',
  `grant ${privilege} {, ${privilege}} ${on_objects} to ${roles} [with grant option]`,
  `revoke [grant option for] ${privilege} {, ${privilege}} ${on_objects} from ${roles} [cascade | restrict]`,
  'grant #name to #name', 'revoke #name from #name',
  'set [session | local] (#setting (= | to) (#setting_value | default) {, #setting_value} | time zone (local | default | #constant) | role (none | #name) | session authorization (default | #name))',
  'set (transaction | session characteristics as transaction) {isolation level (serializable | repeatable read | read committed | read uncommitted) | read only | read write | deferrable}',
  'set constraints (all | #name) (deferred | immediate)',
  'show (all | time zone | transaction isolation level | session authorization | #setting)',
  'reset (all | role | session authorization | #setting)',
  'copy #table [<#column {, #column}>] (from | to) (stdin | stdout | program #constant | #constant) [with] [<#copy_option {, #copy_option}>] [where #any]',
  'copy <#any> to (stdout | program #constant | #constant) [with] [<#copy_option {, #copy_option}>]',
  'vacuum [<#vacuum_option {, #vacuum_option}>] [full] [freeze] [verbose] [analyze] [#table [<#column {, #column}>]] {, #table}',
  'analyze [<(verbose | skip_locked)>] [verbose] [#table [<#column {, #column}>]] {, #table}',
  'reindex (table [concurrently] #table | schema [concurrently] #schema | index [concurrently] #name | database #name | system #name)',
  'cluster [verbose] #table [using #name]',
  'refresh materialized view [concurrently] #view [with data | with no data]',
  'lock [table] [only] #table {, #table} [in (access share | row share | row exclusive | share update exclusive | share | share row exclusive | exclusive | access exclusive) mode] [nowait]',
  'call #procedure <#any>', 'do [language plpgsql] #constant', 'execute #name [<#any>]',
  'prepare #name [<#type {, #type}>] as (select | insert into | update | delete from | values | with)', 'deallocate (all | #name)', 'discard (all | plans | sequences | temporary)',
  'explain [analyze] [verbose] [<#explain_option {, #explain_option}>] (select | insert into | update | delete from | with | values | merge into | execute)',
  'begin [transaction | work] {isolation level (serializable | repeatable read | read committed | read uncommitted) | read only | read write | deferrable}',
  'start transaction {isolation level (serializable | repeatable read | read committed | read uncommitted) | read only | read write | deferrable}',
  'commit [and chain | and no chain | prepared #constant | transaction | work]', 'rollback [to savepoint #name | and chain | prepared #constant | transaction | work]', 'end', 'abort',
  'savepoint #name', 'release savepoint #name', 'listen #name', 'notify #name', 'unlisten #name', 'checkpoint',
  'declare #name [binary] [scroll | no scroll] cursor [with hold | without hold] for (select | values | with)',
  'fetch (next | prior | first | last | all | forward | backward) [from | in] #name', 'move (next | prior | first | last | all) [from | in] #name', 'close (all | #name)',
  'import foreign schema #name [limit to <#any> | except <#any>] from server #name into #schema', 'security label on table #table is #constant',
  'reassign owned by #name to #name',
  'select', 'insert into', 'update', 'delete from', 'merge into', 'with [recursive]', 'values', 'table #relation',
];

let templates: Template[] | null = null;

/** What may come at the cursor of a command, by every template that the words before it fit. */
export function commandExpects(path: readonly Level[]): Expected {
  templates ??= lines.map(parseTemplate);
  const expected: Expected = { words: new Set(), slots: new Set(), relation: null, setting: null };
  for (const template of templates) {
    const found: Expected = { words: new Set(), slots: new Set(), relation: null, setting: null };
    expectedBy(template, path, found);
    if (found.words.size === 0 && found.slots.size === 0) continue;
    for (const word of found.words) expected.words.add(word);
    for (const slot of found.slots) expected.slots.add(slot);
    expected.relation ??= found.relation;
    expected.setting ??= found.setting;
  }
  return expected;
}
