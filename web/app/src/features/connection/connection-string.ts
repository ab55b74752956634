// A pasted connection string, parsed into the fields of the form: a URI (postgresql://…), libpq's key=value words, or a JDBC
// address. What is no field of a connection is refused by its key; a value is never told, for it may be a secret.

/** Fields of a remote connection, as the form holds them. */
export interface StringFields {
  host?: string;
  port?: string;
  database?: string;
  user?: string;
  password?: string;
  sslmode?: string;
  application_name?: string;
  connect_timeout?: string;
  target_session_attrs?: string;
  default_schema?: string;
}

export interface ParsedString {
  fields: StringFields;
  /** Keys that were not taken, and why. */
  refused: { key: string; reason: string }[];
}

const longest = 4096;
const fields_by_key: Record<string, keyof StringFields> = {
  host: 'host', port: 'port', dbname: 'database', database: 'database', user: 'user', username: 'user', password: 'password',
  sslmode: 'sslmode', application_name: 'application_name', applicationname: 'application_name', connect_timeout: 'connect_timeout',
  connecttimeout: 'connect_timeout', target_session_attrs: 'target_session_attrs', currentschema: 'default_schema', schema: 'default_schema',
};
const reasons: Record<string, string> = {
  hostaddr: 'give the address as the host', service: 'service files are the server’s own', passfile: 'files are the server’s own',
  options: 'give them as settings of the session', sslcert: 'client certificates are not supported', sslkey: 'client certificates are not supported',
  sslrootcert: 'the authorities stand in studio.remote_ca_file', sslpassword: 'client certificates are not supported',
};
export const ssl_modes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;
export const session_attributes = ['any', 'read-write', 'read-only', 'primary', 'standby', 'prefer-standby'] as const;

/** Null where the text is no connection string at all. */
export function parseConnectionString(given: string): ParsedString | null {
  const text = given.trim().slice(0, longest);
  const uri = /^(?:jdbc:)?postgres(?:ql)?:\/\/(.*)$/is.exec(text)?.[1];
  const pairs = uri === undefined ? wordPairs(text) : uriPairs(uri);
  if (pairs === null || pairs.length === 0) return null;
  const parsed: ParsedString = { fields: {}, refused: [] };
  for (const [key, value] of pairs) take(parsed, key, value);
  return parsed;
}

function take(parsed: ParsedString, given_key: string, value: string): void {
  const key = given_key.toLowerCase();
  const refuse = (reason: string): void => void parsed.refused.push({ key: given_key.slice(0, 63), reason });
  if (key === 'ssl') {
    if (/^(true|1|require)$/i.test(value)) parsed.fields.sslmode ??= 'require';
    else refuse('say it by sslmode');
    return;
  }
  const field = Object.hasOwn(fields_by_key, key) ? fields_by_key[key] : undefined;
  if (field === undefined) refuse((Object.hasOwn(reasons, key) ? reasons[key] : undefined) ?? 'it is not a field of a connection');
  else {
    const problem = problemOf(field, value);
    if (problem !== null) refuse(problem);
    else if (value !== '') parsed.fields[field] = value;
  }
}

function problemOf(field: keyof StringFields, value: string): string | null {
  if (field === 'host' && value.includes(',')) return 'one host is one connection';
  if (field === 'host' && /^[/@]|%2F/i.test(value)) return 'a socket of the server’s machine is not reached from here';
  if (field === 'port' && value !== '' && !(/^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65_535)) {
    return 'a port is a number from 1 to 65535';
  }
  if (field === 'connect_timeout' && !(/^\d{1,2}$/.test(value) && Number(value) >= 1 && Number(value) <= 60)) return 'it is 1 to 60 seconds';
  if (field === 'sslmode' && !ssl_modes.some((each) => each === value)) return `it is one of ${ssl_modes.join(', ')}`;
  if (field === 'target_session_attrs' && !session_attributes.some((each) => each === value)) return `it is one of ${session_attributes.join(', ')}`;
  return null;
}

type Pairs = [key: string, value: string][];

/** user:password@host:port/database?key=value, each part percent-encoded. */
function uriPairs(uri: string): Pairs | null {
  const [, address = '', query = ''] = /^([^?#]*)(?:\?([^#]*))?/s.exec(uri) ?? [];
  const at = address.lastIndexOf('@');
  const pairs: Pairs = [];
  if (at >= 0) {
    const [, user = '', password] = /^([^:]*)(?::(.*))?$/s.exec(address.slice(0, at)) ?? [];
    pairs.push(['user', user]);
    if (password !== undefined) pairs.push(['password', password]);
  }
  const [, place = '', database] = /^([^/]*)(?:\/(.*))?$/s.exec(address.slice(at + 1)) ?? [];
  if (place.includes(',')) pairs.push(['host', place]);
  else {
    const [, six, four, port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(.*))?$/.exec(place) ?? [];
    pairs.push(['host', six ?? four ?? place]);
    if (port !== undefined) pairs.push(['port', port]);
  }
  if (database !== undefined && database !== '') pairs.push(['database', database]);
  for (const part of query.split('&').filter((each) => each !== '')) {
    const equals = part.indexOf('=');
    pairs.push(equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)]);
  }
  const decoded = pairs.map(([key, value]) => [decode(key), decode(value)] as const);
  return decoded.every(([key, value]) => key !== null && value !== null) ? (decoded as unknown as Pairs) : null;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** key=value words; a value may stand in single quotes, a backslash takes the next character as it is. */
function wordPairs(text: string): Pairs | null {
  const pairs: Pairs = [];
  const word = /\s*([A-Za-z_]\w*)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\]|\\.)*))(?=\s|$)/sy;
  while (word.lastIndex < text.length) {
    const match = word.exec(text);
    if (!match) return null;
    pairs.push([match[1] ?? '', (match[2] ?? match[3] ?? '').replace(/\\(.)/gs, '$1')]);
  }
  return pairs;
}
