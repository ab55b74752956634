// Connections without React: a pasted string, and what of the form the server is told.

import type { Connection } from '@studio-pg/client';
import { describe, expect, it } from 'vitest';
import { parseConnectionString } from './connection-string.ts';
import { createBody, forgetsPassword, settingsOf, updateBody, valuesOf } from './values.ts';

const refusedKeys = (text: string) => parseConnectionString(text)?.refused.map((each) => each.key);

describe('a pasted connection string', () => {
  it.each([
    ['postgresql://ada:p%40ss@db.example.com:6432/shop?sslmode=require&application_name=x',
      { user: 'ada', password: 'p@ss', host: 'db.example.com', port: '6432', database: 'shop', sslmode: 'require', application_name: 'x' }],
    ['postgres://db.example.com', { host: 'db.example.com' }],
    ['  postgres://u@[2001:db8::1]:5433/d\n', { user: 'u', host: '2001:db8::1', port: '5433', database: 'd' }],
    ['postgres://u:a:b@c@h/d', { user: 'u', password: 'a:b@c', host: 'h', database: 'd' }],
    ["host=h port=5433 dbname='my shop' user=ada password='it\\'s \\\\' sslmode=verify-ca",
      { host: 'h', port: '5433', database: 'my shop', user: 'ada', password: "it's \\", sslmode: 'verify-ca' }],
    ['host = h  user = a\\ b', { host: 'h', user: 'a b' }],
    ['jdbc:postgresql://h:5432/d?user=ada&password=s&ssl=true&currentSchema=app',
      { host: 'h', port: '5432', database: 'd', user: 'ada', password: 's', sslmode: 'require', default_schema: 'app' }],
  ])('%s', (text, fields) => expect(parseConnectionString(text)).toEqual({ fields, refused: [] }));
  it.each(['', 'select 1', 'mysql://h/d', 'db.example.com', 'host=h garbage', "host='open", 'postgres://h/%zz'])(
    '%j is none', (text) => expect(parseConnectionString(text)).toBeNull());
  it.each([
    ['host=h hostaddr=1.2.3.4 passfile=/etc/shadow service=x __proto__=y constructor=z', ['hostaddr', 'passfile', 'service', '__proto__', 'constructor']],
    ['postgres://h1,h2/d', ['host']],
    ['host=/var/run/postgresql dbname=d', ['host']],
    ['postgres://%2Fvar%2Frun/d', ['host']],
    ['postgres://h:99999/d?sslmode=maybe&connect_timeout=0', ['port', 'sslmode', 'connect_timeout']],
    ['postgres://h/d?options=-c%20role%3Dpostgres&sslrootcert=/x&target_session_attrs=best', ['options', 'sslrootcert', 'target_session_attrs']],
  ])('of %s some keys are refused', (text, keys) => expect(refusedKeys(text)).toEqual(keys));
  it('never tells a value in a reason', () => {
    expect(JSON.stringify(parseConnectionString('host=h sslpassword=canary foo=canary')?.refused)).not.toContain('canary');
  });
});

const remote = {
  id: 'c', organization_id: 'o', name: 'shop', kind: 'postgres', database: 'shop', role: null, host: 'h', port: 5432, user: 'ada',
  sslmode: 'verify-full', parameters: { connect_timeout: 5 }, has_password: true, is_superuser: false, is_read_only: false,
  environment: 'staging', color: '#0891b2', default_schema: null, settings: { work_mem: '64MB' }, row_limit: 1000, timeout_ms: 5000,
  pool_size: 4, is_transaction_pooling: false, needs_proof: false, created_at: '', created_by: null,
} as const satisfies Connection;

describe('the form of a connection', () => {
  it('says nothing where nothing was changed', () => {
    expect(updateBody(valuesOf(remote, null), remote)).toEqual({});
  });
  it('says only what was changed; another server forgets the password', () => {
    const body = updateBody({ ...valuesOf(remote, null), name: 'x', timeout: '', environment: '' }, remote);
    expect(body).toEqual({ name: 'x', timeout_ms: null, environment: null });
    expect(forgetsPassword(body)).toBe(false);
    const moved = updateBody({ ...valuesOf(remote, null), host: 'other' }, remote);
    expect([moved, forgetsPassword(moved)]).toEqual([{ host: 'other' }, true]);
    expect(forgetsPassword({ ...moved, password: 'new' })).toBe(false);
  });
  it('makes a new one without what the server decides', () => {
    const values = { ...valuesOf(null, null), name: 'n', database: 'd', role: 'r' };
    expect(createBody(values, undefined)).toEqual({ name: 'n', kind: 'local', database: 'd', role: 'r', is_read_only: false });
    expect(createBody({ ...values, kind: 'postgres', host: ' h ', user: 'u', password: 'p', row_limit: '5' }, 'o')).toEqual({
      name: 'n', kind: 'postgres', organization_id: 'o', host: 'h', port: 5432, database: 'd', user: 'u', password: 'p', sslmode: 'verify-full',
      parameters: {}, is_transaction_pooling: false, is_read_only: false, row_limit: 5 });
  });
  it('reads settings as people write them', () => {
    expect(settingsOf("work_mem = 64MB\n\nset statement_timeout to '5s';\nmy.own=a = b")).toEqual(
      { work_mem: '64MB', statement_timeout: '5s', 'my.own': 'a = b' });
    expect(settingsOf('nonsense')).toBeNull();
  });
});
