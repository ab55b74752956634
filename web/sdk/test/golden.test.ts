// The golden files of test/wire, read by this client's schemas: every server message is parsed without losing a field,
// and every client message has the type that this client sends. The C++ unit tests read the same files.

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod/mini';
import * as journal from '../src/journal.ts';
import * as people from '../src/account-protocol.ts';
import { analysis } from '../src/analysis.ts';
import { effectAnswer } from '../src/effect.ts';
import { explained } from '../src/explain.ts';
import * as named from '../src/named-view.ts';
import * as protocol from '../src/protocol.ts';
import { readEvent } from '../src/query.ts';
import * as saved from '../src/saved-query.ts';

const folder = new URL('../../../test/wire/', import.meta.url);
interface Golden {
  name: string;
  description: string;
  direction: 'server' | 'client';
  text: string;
}
const goldens = readdirSync(folder).filter((file) => file.endsWith('.json')).map((file) => ({
  file, golden: JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Golden,
}));

/** The schema of each server message, by the beginning of its file's name; the longest one counts. */
const schemas: Record<string, z.ZodMiniType> = {
  error: protocol.errorBody,
  session: protocol.session,
  session_list: protocol.sessionList,
  me: protocol.me,
  connection: protocol.connection,
  connection_list: protocol.connectionList,
  connection_defaults: protocol.connectionDefaults,
  connection_test: protocol.connectionTest,
  connection_status: protocol.connectionStatus,
  catalog: protocol.catalogAnswer,
  analysis,
  effect: effectAnswer,
  explain: explained,
  query_list: protocol.queryList,
  query_cancelled: protocol.queryCancelled,
  socket: protocol.socketMessage,
  history_list: journal.historyList,
  audit_list: journal.auditList,
  named_view: named.namedView,
  named_view_list: named.namedViewList,
  saved_query: saved.savedQuery,
  saved_query_list: saved.savedQueryList,
  saved_query_versions: saved.savedQueryVersions,
  saved_query_version: saved.savedQueryVersion,
  folder: saved.folder,
  folder_list: saved.folderList,
  sign_in_list: people.signInList,
  sign_ins_ended: people.signInsEnded,
  token_list: people.tokenList,
  token_new: people.newToken,
  organization: people.organization,
  organization_list: people.organizationList,
  member: people.member,
  member_list: people.memberList,
  member_link: people.memberLink,
  invitation_list: people.invitationList,
  invitation_new: people.newInvitation,
  invitation_offer: people.invitationOffer,
  membership: people.membership,
};
const stream_messages = /^(begin|result|rows|copy|notice|complete|stream_error|page|transaction|plan|end)(_|$)/;

function schemaOf(name: string): z.ZodMiniType | undefined {
  if (stream_messages.test(name)) return protocol.streamMessage;
  const prefix = Object.keys(schemas).filter((each) => name === each || name.startsWith(`${each}_`))
    .sort((a, b) => b.length - a.length)[0];
  return prefix === undefined ? undefined : schemas[prefix];
}

it('finds the golden files', () => {
  expect(goldens.length).toBeGreaterThan(50);
});

describe.each(goldens)('$file', ({ file, golden }) => {
  it('says its own name', () => {
    expect(`${golden.name}.json`).toBe(file);
  });

  if (golden.direction === 'server') {
    it('is parsed without losing a field', () => {
      const schema = schemaOf(golden.name);
      if (!schema) throw new Error(`no schema is known for ${golden.name}`);
      const data: unknown = JSON.parse(golden.text);
      expect(schema.parse(data)).toEqual(data);
    });
    if (stream_messages.test(golden.name)) {
      it('is read as an event', () => {
        const data = JSON.parse(golden.text) as { type: string };
      expect(readEvent(data, golden.text).type).toBe(data.type);
      });
    }
    it('is refused when a field has another type', () => {
      const schema = schemaOf(golden.name);
      const data = JSON.parse(golden.text) as Record<string, unknown>;
      const [first] = Object.keys(data);
      expect(schema?.safeParse({ ...data, [first ?? '']: { wrong: 1 } }).success).toBe(false);
    });
  } else {
    it('has a form that this client sends', () => {
      expect(() => accept(golden.name, JSON.parse(golden.text) as Record<string, unknown>)).not.toThrow();
    });
  }
});

/** Client messages have types, not schemas: the compiler checks what is sent, this list that the fields are known. */
const client_fields: Record<string, readonly string[]> = {
  login: ['link', 'role', 'email', 'password', 'cookie'],
  refresh: ['refresh_token'],
  connection: ['name', 'kind', 'database', 'role', 'role_password', 'organization_id', 'is_read_only', 'environment', 'color',
    'default_schema', 'settings', 'row_limit', 'timeout_ms', 'pool_size', 'host', 'port', 'user', 'password', 'sslmode', 'parameters',
    'is_transaction_pooling'],
  query: ['sql', 'parameters', 'row_limit', 'timeout_ms', 'read_only', 'session', 'max_cell_bytes'],
  account: ['name', 'email'],
  password: ['password', 'present_password'],
  token: ['name', 'scopes', 'expires_in_days'],
  organization: ['name', 'history_days', 'audit_days'],
  member: ['role'],
  invitation: ['role', 'email', 'expires_in_days', 'token', 'name', 'password', 'cookie'],
  rows: ['relation', 'columns', 'order', 'after', 'limit', 'max_cell_bytes', 'session', 'changes', 'timeout_ms', 'dry_run'],
  socket: ['type', 'id', 'connection', 'credit', 'access_token', 'bytes', 'sql', 'row_limit', 'timeout_ms', 'session',
    'relation', 'order', 'limit', 'changes'],
  saved: ['organization_id', 'name', 'sql', 'description', 'folder_id', 'connection_id', 'is_shared', 'version'],
  named: ['relation_schema', 'relation_name', 'name', 'view', 'is_shared', 'version'],
  folder: ['organization_id', 'name', 'parent_id', 'is_shared'],
};

function accept(name: string, data: Record<string, unknown>): void {
  const known = client_fields[name.split('_')[0] ?? ''] ?? [];
  const unknown = Object.keys(data).filter((field) => !known.includes(field));
  if (unknown.length > 0) throw new Error(`${name}: unknown ${unknown.join(', ')}`);
}
