// The socket against a real WebSocket server on loopback (the package `ws`): authentication, streams, credit, cancel,
// lost connections. The messages are the golden ones.

import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { WebSocket as ServerSocket } from 'ws';
import { createClient } from '../src/client.ts';
import type { Client } from '../src/client.ts';
import type { WebSocketConstructor } from '../src/socket.ts';

const golden = (name: string): string =>
  (JSON.parse(readFileSync(new URL(`../../../test/wire/${name}.json`, import.meta.url), 'utf8')) as { text: string }).text;

type Message = { type: string; id: string; bytes?: number; credit?: number; sql?: string };
type Handler = (socket: ServerSocket, message: Message) => void;

let server: WebSocketServer;
let client: Client;
let handle: Handler;
let heard: Message[];

const say = (socket: ServerSocket, id: string, ...lines: string[]): void => {
  for (const line of lines) socket.send(`{"id":${JSON.stringify(id)},"message":${line}}`);
};

beforeEach(async () => {
  heard = [];
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  server.on('connection', (socket) => socket.on('message', (data) => {
    const message = JSON.parse((data as Buffer).toString()) as Message;
    heard.push(message);
    if (message.type === 'authenticate') socket.send(golden('socket_ready'));
    else handle(socket, message);
  }));
  client = createClient({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, cookie: false,
    WebSocket: WebSocket as unknown as WebSocketConstructor,
    fetch: () => Promise.resolve(new Response(golden('session_with_refresh_token'))),
  });
  await client.session.signIn({ role: 'alice', password: 'x' });
});

afterEach(() => {
  client.close();
  server.close();
  for (const socket of server.clients) socket.terminate();
});

describe('a query over the socket', () => {
  it('authenticates first, and gives typed events in their order', async () => {
    handle = (socket, { type, id }) => {
      if (type === 'query') say(socket, id, golden('begin'), golden('result'), golden('rows'), golden('complete'), golden('end_ok'));
    };
    const types: string[] = [];
    for await (const event of client.query('c', 'select 1')) types.push(event.type);
    expect(types).toEqual(['begin', 'result', 'rows', 'complete', 'end']);
    expect(heard.map((message) => message.type)).toEqual(['authenticate', 'query']);
  });

  it('collects results', async () => {
    handle = (socket, { id }) => say(socket, id, golden('begin'), golden('result'), golden('rows'), golden('notice'),
      golden('complete'), golden('page'), golden('end_ok'));
    const outcome = await client.query('c', 'select 1').collect();
    expect(outcome.results[0]?.rows).toHaveLength(2);
    expect(outcome.results[0]).toMatchObject({ tag: 'SELECT 3', truncated: false });
    expect(outcome.notices).toHaveLength(1);
    expect(outcome.next).toBe('b3BhcXVl');
  });

  it('throws the error of a statement when collected', async () => {
    handle = (socket, { id }) => say(socket, id, golden('begin'), golden('stream_error'), golden('end_failed'));
    await expect(client.query('c', 'x').collect()).rejects.toMatchObject({ code: '42P01', position: 15 });
  });

  it('fails alone where the server refuses its message', async () => {
    handle = (socket, { id, sql }) => {
      if (sql === 'refused') socket.send(golden('socket_error').replace('"id":"7"', `"id":"${id}"`));
      else say(socket, id, golden('begin'), golden('end_ok'));
    };
    const [refused, other] = await Promise.allSettled(
      [client.query('c', 'refused').collect(), client.query('c', 'other').collect()]);
    expect(refused).toMatchObject({ status: 'rejected', reason: { code: '55006' } });
    expect(other.status).toBe('fulfilled');
  });

  it('keeps two streams apart', async () => {
    const open: string[] = [];
    handle = (socket, { id }) => {
      open.push(id);
      if (open.length < 2) return;
      for (const line of ['begin', 'result', 'rows', 'complete', 'end_ok']) for (const each of open) say(socket, each, golden(line));
    };
    const outcomes = await Promise.all([client.query('c', 'a').collect(), client.query('c', 'b').collect()]);
    expect(outcomes.map((each) => each.results[0]?.rows.length)).toEqual([2, 2]);
  });

  it('sends a cancel, and ends when the server says so', async () => {
    handle = (socket, { type, id }) => {
      if (type === 'query') say(socket, id, golden('begin'));
      if (type === 'cancel') say(socket, id, golden('end_cancelled'));
    };
    const run = client.query('c', 'select pg_sleep(100)');
    const types: string[] = [];
    for await (const event of run) {
      types.push(event.type === 'end' ? event.status : event.type);
      if (event.type === 'begin') run.cancel();
    }
    expect(types).toEqual(['begin', 'cancelled']);
  });

  it('is cancelled when its loop is left', async () => {
    let cancelled: (() => void) | undefined;
    const seen = new Promise<void>((resolve) => {
      cancelled = resolve;
    });
    handle = (socket, { type, id }) => {
      if (type === 'query') say(socket, id, golden('begin'));
      if (type === 'cancel') cancelled?.();
    };
    for await (const event of client.query('c', 'select 1')) if (event.type === 'begin') break;
    await seen;
  });
});

describe('credit', () => {
  it('is topped up by what was consumed, in bytes, so that a stream larger than it flows', async () => {
    const page = golden('rows').replace('😀', '😀'.repeat(20_000));
    const page_bytes = Buffer.byteLength(page);
    let credit = 0;
    let sent = 0;
    const pages = 240;
    const pump = (socket: ServerSocket, id: string): void => {
      while (credit > 0 && sent < pages) {
        say(socket, id, page);
        credit -= page_bytes;
        sent += 1;
      }
      if (sent === pages) say(socket, id, golden('complete'), golden('end_ok'));
    };
    handle = (socket, message) => {
      if (message.type === 'query') {
        credit = message.credit ?? 0;
        say(socket, message.id, golden('begin'), golden('result'));
      } else credit += message.bytes ?? 0;
      pump(socket, message.id);
    };
    const outcome = await client.query('c', 'select 1').collect();
    expect(outcome.results[0]?.rows).toHaveLength(pages * 2);
    expect(heard.filter((message) => message.type === 'credit').length).toBeGreaterThan(3);
  });
});

describe('a lost connection', () => {
  it('fails the query that was open with 08006, connects again, and serves the next one', async () => {
    handle = (socket, { id, sql }) => {
      if (sql === 'fatal') socket.terminate();
      else say(socket, id, golden('begin'), golden('end_ok'));
    };
    await expect(client.query('c', 'fatal').collect()).rejects.toMatchObject({ code: '08006' });
    expect(client.socket?.state.state).toBe('waiting');
    const outcome = await client.query('c', 'select 1').collect();
    expect(outcome.status).toBe('ok');
    expect(heard.filter((message) => message.type === 'authenticate')).toHaveLength(2);
  });

  it('tells its states', async () => {
    const states: string[] = [];
    handle = (socket, { id }) => say(socket, id, golden('begin'), golden('end_ok'));
    client.socket?.subscribe(() => states.push(client.socket?.state.state ?? ''));
    await client.query('c', 'select 1').collect();
    expect(states).toEqual(['connecting', 'ready']);
  });
});

describe('following a schema', () => {
  const line = (generation: number | null): string => JSON.stringify({ type: 'schema', generation });

  it('tells the generation first and each change after it, and ends with a cancel', async () => {
    let peer: ServerSocket | undefined;
    handle = (socket, { type, id }) => {
      peer = socket;
      if (type === 'follow_schema') say(socket, id, line(5), line(5), line(7));
    };
    const seen: (number | null)[] = [];
    const stop = client.followSchema('c', { onGeneration: (generation) => seen.push(generation) });
    await expect.poll(() => seen).toEqual([5, 7]);
    stop();
    await expect.poll(() => heard.map((message) => message.type)).toEqual(['authenticate', 'follow_schema', 'cancel']);
    if (peer) say(peer, heard[1]?.id ?? '', line(8));
    client.socket?.close();
    await expect.poll(() => client.socket?.state.state).toBe('idle');
    expect(seen).toEqual([5, 7]);
  });

  it('survives a lost connection, and tells only what was missed', async () => {
    const answers = [5, 5, 6];
    const peers: ServerSocket[] = [];
    handle = (socket, { id }) => {
      peers.push(socket);
      say(socket, id, line(answers.shift() ?? 0));
    };
    const seen: (number | null)[] = [];
    client.followSchema('c', { onGeneration: (generation) => seen.push(generation) });
    await expect.poll(() => seen).toEqual([5]);
    peers[0]?.terminate();
    await expect.poll(() => peers.length).toBe(2);
    peers[1]?.terminate();
    await expect.poll(() => seen, { timeout: 5000 }).toEqual([5, 6]);
  });

  it('says why where the server refuses or takes the connection away, and asks no more', async () => {
    handle = (socket, { id }) => socket.send(golden('socket_error').replace('"id":"7"', `"id":"${id}"`));
    const code = await new Promise((resolve) => client.followSchema('c', {
      onGeneration: () => undefined, onEnd: (error) => resolve(error.code),
    }));
    expect(code).toBe('55006');
    expect(heard.filter((message) => message.type === 'follow_schema')).toHaveLength(1);
  });
});
