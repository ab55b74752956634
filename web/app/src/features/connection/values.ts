// What the form of a connection holds, and what of it the server is told.

import type {
  Connection, ConnectionCreate, ConnectionDefaults, ConnectionUpdate, Environment, RemoteParameters, SslMode,
} from '@studio-pg/client';
import { checkedRule, numberRule, textRule } from '../../form/rules.ts';
import type { Rules } from '../../form/rules.ts';

/** A type and no interface: the form reads it by its names. */
export type ConnectionValues = {
  kind: 'local' | 'postgres';
  name: string;
  database: string;
  role: string;
  role_password: string;
  host: string;
  port: string;
  user: string;
  password: string;
  sslmode: string;
  application_name: string;
  connect_timeout: string;
  target_session_attrs: string;
  is_transaction_pooling: boolean;
  environment: Environment | '';
  color: string;
  is_read_only: boolean;
  default_schema: string;
  /** Lines `name = value`. */
  settings: string;
  row_limit: string;
  /** Seconds. */
  timeout: string;
  pool_size: string;
};

export const default_pool_size = 4;

/** A new connection, or the one that is changed. */
export function valuesOf(connection: Connection | null, defaults: ConnectionDefaults | null): ConnectionValues {
  const parameters: RemoteParameters = connection?.kind === 'postgres' ? connection.parameters : {};
  return {
    kind: connection?.kind ?? 'local',
    name: connection?.name ?? defaults?.name ?? '',
    database: connection?.database ?? defaults?.database ?? '',
    role: connection?.role ?? defaults?.role ?? '',
    role_password: '', password: '',
    host: connection?.host ?? '', port: String(connection?.port ?? ''), user: connection?.user ?? '',
    sslmode: connection?.sslmode ?? 'verify-full',
    application_name: parameters.application_name ?? '', connect_timeout: String(parameters.connect_timeout ?? ''),
    target_session_attrs: parameters.target_session_attrs ?? '',
    is_transaction_pooling: connection?.is_transaction_pooling ?? false,
    environment: connection?.environment ?? '', color: connection?.color ?? '', is_read_only: connection?.is_read_only ?? false,
    default_schema: connection?.default_schema ?? '',
    settings: Object.entries(connection?.settings ?? {}).map(([name, value]) => `${name} = ${value}`).join('\n'),
    row_limit: String(connection?.row_limit ?? ''),
    timeout: connection?.timeout_ms == null ? '' : String(connection.timeout_ms / 1000),
    pool_size: String(connection?.pool_size ?? default_pool_size),
  };
}

/** Fields of the part that is folded at first. */
export const session_fields = ['default_schema', 'settings', 'row_limit', 'timeout', 'pool_size', 'connect_timeout'] as const;

export function rulesOf({ kind }: ConnectionValues): Rules<ConnectionValues> {
  return {
    name: textRule('The name'),
    database: textRule('The database', 1, 63),
    row_limit: numberRule('The row limit', 1, 1_000_000_000, true),
    timeout: numberRule('The timeout', 1, 2_000_000, true),
    pool_size: numberRule('The number of sessions', 1, 64),
    settings: checkedRule((text) => settingsOf(text) !== null, 'Each line is a name, an equals sign and a value.'),
    ...(kind === 'local' ? { role: textRule('The role', 1, 63) } : {
      host: textRule('The host', 1, 255), user: textRule('The user', 1, 63), port: numberRule('The port', 1, 65_535, true),
      connect_timeout: numberRule('The time to connect', 1, 60, true),
    }),
  };
}

/** Lines `name = value` as an object; null where a line is none. */
export function settingsOf(text: string): Record<string, string> | null {
  const settings: Record<string, string> = {};
  for (const line of text.split('\n').map((each) => each.trim()).filter((each) => each !== '')) {
    const match = /^([A-Za-z_][\w.$]{0,62})\s*(?:=|\s+to\s+)\s*(.*)$/i.exec(line.replace(/^set\s+/i, '').replace(/;$/, ''));
    if (!match?.[1]) return null;
    settings[match[1]] = (match[2] ?? '').replace(/^'(.*)'$/, '$1');
  }
  return settings;
}

function optionsOf(values: ConnectionValues) {
  const number = (text: string, factor = 1): number | null => (text.trim() === '' ? null : Number(text) * factor);
  return {
    name: values.name, is_read_only: values.is_read_only,
    environment: values.environment === '' ? null : values.environment,
    color: values.color === '' ? null : values.color,
    default_schema: values.default_schema.trim() === '' ? null : values.default_schema.trim(),
    settings: settingsOf(values.settings) ?? {},
    row_limit: number(values.row_limit), timeout_ms: number(values.timeout, 1000), pool_size: Number(values.pool_size),
  };
}

function targetOf(values: ConnectionValues) {
  return {
    host: values.host.trim(), port: values.port.trim() === '' ? 5432 : Number(values.port), database: values.database, user: values.user,
    sslmode: values.sslmode as SslMode,
    parameters: {
      ...(values.application_name.trim() === '' ? {} : { application_name: values.application_name.trim() }),
      ...(values.connect_timeout.trim() === '' ? {} : { connect_timeout: Number(values.connect_timeout) }),
      ...(values.target_session_attrs === '' ? {} : { target_session_attrs: values.target_session_attrs }),
    },
    is_transaction_pooling: values.is_transaction_pooling,
  };
}

/** What is not said at all: the server’s own defaults hold. */
const silent: Record<string, unknown> = {
  environment: null, color: null, default_schema: null, row_limit: null, timeout_ms: null, settings: {}, pool_size: default_pool_size,
};

/** The body of a new connection, and of a test of it. */
export function createBody(values: ConnectionValues, organization_id: string | undefined): ConnectionCreate {
  const options = Object.fromEntries(Object.entries(optionsOf(values)).filter(
    ([name, value]) => !(name in silent) || !isSame(value, silent[name]))) as ReturnType<typeof optionsOf>;
  const home = organization_id === undefined ? {} : { organization_id };
  return values.kind === 'local'
    ? { ...options, ...home, kind: 'local', database: values.database, role: values.role,
        ...(values.role_password === '' ? {} : { role_password: values.role_password }) }
    : { ...options, ...home, kind: 'postgres', ...targetOf(values), ...(values.password === '' ? {} : { password: values.password }) };
}

/** What differs from the connection as it is. */
export function updateBody(values: ConnectionValues, connection: Connection): ConnectionUpdate {
  const wanted: Record<string, unknown> = { ...optionsOf(values), ...(connection.kind === 'postgres' ? targetOf(values) : {}) };
  const changed = Object.entries(wanted).filter(([name, value]) => !isSame(value, connection[name as keyof Connection]));
  return {
    ...Object.fromEntries(changed),
    ...(connection.kind === 'local' && values.role_password !== '' ? { role_password: values.role_password } : {}),
    ...(connection.kind === 'postgres' && values.password !== '' ? { password: values.password } : {}),
  };
}

/** Whether the change leads to another server, which the password that is kept was not given for. */
export function forgetsPassword(body: ConnectionUpdate): boolean {
  return body.password === undefined && ['host', 'port', 'user', 'sslmode', 'parameters'].some((name) => name in body);
}

function isSame(a: unknown, b: unknown): boolean {
  const text = (value: unknown): string => JSON.stringify(value, (_, part: unknown) => (
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([x], [y]) => x.localeCompare(y))) : part));
  return text(a) === text(b);
}
