// Who is signed in: tokens are renewed once for all who wait, a refusal ends the sign-in, an unreachable server does
// not. `fetch` is a function here, so what travels can be seen; the answers are the golden ones.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createClient } from '../src/client.ts';
import { StudioError } from '../src/error.ts';

const golden = (name: string): string =>
  (JSON.parse(readFileSync(new URL(`../../../test/wire/${name}.json`, import.meta.url), 'utf8')) as { text: string }).text;
const session = JSON.parse(golden('session_with_refresh_token')) as Record<string, unknown>;

interface Sent {
  path: string;
  token: string | null;
  body: unknown;
}

/** A client whose fetch answers by a function; `sent` lists what travelled. */
function clientWith(answer: (sent: Sent) => Response) {
  const sent: Sent[] = [];
  const client = createClient({
    url: 'http://studio.test', WebSocket: null, cookie: false,
    fetch: async (input, init) => {
      const headers = new Headers(init?.headers);
      const one = {
        path: new URL(input as string).pathname.replace('/api/v1', ''), token: headers.get('Authorization'),
        body: typeof init?.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined,
      };
      sent.push(one);
      await Promise.resolve();
      return answer(one);
    },
  });
  return { client, sent };
}
const json = (text: string, status = 200): Response => new Response(text, { status });
const sessionWith = (token: string): Response => json(JSON.stringify({ ...session, access_token: token }));

describe('signing in', () => {
  it('asks for the refresh token in the body where there are no cookies', async () => {
    const { client, sent } = clientWith(() => sessionWith('one'));
    const account = await client.session.signIn({ role: 'alice', password: 'x' });
    expect(account.name).toBe('alice');
    expect(sent[0]?.body).toEqual({ role: 'alice', password: 'x', cookie: false });
  });

  it('throws what PostgreSQL says', async () => {
    const { client } = clientWith(() => json(golden('error'), 401));
    const error = await client.session.signIn({ link: 'x' }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StudioError);
    expect(error).toMatchObject({ code: '42P01', status: 401, position: 15, hint: expect.any(String) as string });
  });
});

describe('a refused token', () => {
  it('is renewed once for all requests that meet it, and each is sent again', async () => {
    const { client, sent } = clientWith((one) => {
      if (one.path === '/auth/login') return sessionWith('one');
      if (one.path === '/auth/refresh') return sessionWith('two');
      return one.token === 'Bearer two' ? json(golden('connection_list')) : json(golden('error'), 401);
    });
    await client.session.signIn({ role: 'alice', password: 'x' });
    const lists = await Promise.all([1, 2, 3].map(() => client.connections.list()));
    const { items } = JSON.parse(golden('connection_list')) as { items: { id: string }[] };
    for (const list of lists) expect(list.map((each) => each.id)).toEqual(items.map((each) => each.id));
    expect(sent.filter((one) => one.path === '/auth/refresh')).toHaveLength(1);
  });

  it('ends the sign-in where the refresh is refused', async () => {
    const { client } = clientWith((one) => (one.path === '/auth/login' ? sessionWith('one') : json(golden('error'), 401)));
    await client.session.signIn({ role: 'alice', password: 'x' });
    await expect(client.me()).rejects.toMatchObject({ status: 401 });
    expect(client.session.state.state).toBe('signed_out');
  });

  it('does not end the sign-in where the server cannot be reached', async () => {
    const { client } = clientWith((one) => {
      if (one.path === '/auth/login') return sessionWith('one');
      if (one.path === '/auth/refresh') throw new TypeError('fetch failed');
      return json(golden('error'), 401);
    });
    await client.session.signIn({ role: 'alice', password: 'x' });
    await expect(client.me()).rejects.toMatchObject({ code: '08001' });
    expect(client.session.state.state).toBe('signed_in');
  });
});

describe('an answer', () => {
  it('that has another shape is refused with its place', async () => {
    const { client } = clientWith((one) => (one.path === '/auth/login' ? sessionWith('one') : json('{"items":[{}],"next":null}')));
    await client.session.signIn({ role: 'alice', password: 'x' });
    await expect(client.connections.list()).rejects.toMatchObject({
      code: '08P01', detail: expect.stringContaining('items.0') as string,
    });
  });

  it('that is no JSON is refused', async () => {
    const { client } = clientWith((one) => (one.path === '/auth/login' ? sessionWith('one') : json('<html>', 502)));
    await client.session.signIn({ role: 'alice', password: 'x' });
    await expect(client.me()).rejects.toMatchObject({ code: '08P01', status: 502 });
  });

  it('of 304 gives the catalog that was kept', async () => {
    let asked = 0;
    const { client } = clientWith((one) => {
      if (one.path === '/auth/login') return sessionWith('one');
      asked += 1;
      return asked === 1 ? json(golden('catalog')) : new Response(null, { status: 304 });
    });
    await client.session.signIn({ role: 'alice', password: 'x' });
    const first = await client.catalog.ask('c', 'schemas');
    expect(first).toEqual([expect.objectContaining({ schema: 'public', is_system: false })]);
    expect(await client.catalog.ask('c', 'schemas')).toEqual(first);
    expect(asked).toBe(2);
  });
});
