// Runs before the page's code, which takes the processor for a tenth of a second to be read: what every page of a connection
// waits for is asked meanwhile. The answers are taken by lib/ahead.ts. It imports nothing that runs: a file of its own, small.

import type { AskedAhead } from './lib/ahead.ts';

interface Session { access_token: string }
interface Connections { items: { id: string; kind: string; needs_proof: boolean }[] }

const base = `${location.origin}/api/v1`;
const asked: AskedAhead = new Map();

/** From now on the page waits for this answer instead of asking itself; it asks where the answer is null. */
function promise(method: 'GET' | 'POST', path: string, answer: Promise<Response | null>): Promise<Response | null> {
  // Who takes it says what went wrong.
  answer.catch(() => undefined);
  asked.set(`${method} ${base}${path}`, { answer, at: Date.now() });
  return answer;
}

async function bodyOf<Body>(answer: Promise<Response | null>): Promise<Body | null> {
  const response = await answer;
  return response?.ok ? await response.clone().json() as Body : null;
}

/** A renewed sign-in, as sdk/src/session.ts asks for it: one tab at a time, the lock held until the answer has come. */
async function renew(): Promise<Response> {
  const send = (): Promise<Response> => fetch(`${base}/auth/refresh`, {
    method: 'POST', credentials: 'same-origin', body: '{}', headers: { 'Accept': 'application/json', 'Content-Type': 'application/json' },
  });
  const locks = (navigator as Partial<Navigator>).locks;
  return locks ? await locks.request(`studio refresh ${location.origin}`, send) : await send();
}

function askAhead(connection: string, is_query: boolean): void {
  const session = bodyOf<Session>(promise('POST', '/auth/refresh', renew()));
  const get = async (path: string): Promise<Response | null> => {
    const token = (await session)?.access_token;
    if (token === undefined) return null;
    return await fetch(base + path, { credentials: 'same-origin', headers: { Accept: 'application/json', Authorization: `Bearer ${token}` } });
  };
  void promise('GET', '/me', get('/me'));
  const connections = bodyOf<Connections>(promise('GET', '/connections', get('/connections')));
  const question = async (path: string): Promise<Response | null> => {
    const found = (await connections)?.items.find((each) => each.id === connection);
    return found?.kind === 'local' && !found.needs_proof ? await get(path) : null;
  };
  for (const name of ['relations', 'schemas', ...(is_query ? ['keywords'] : [])]) {
    const path = `/connections/${connection}/catalog/${name}`;
    void promise('GET', path, question(path));
  }
}

const place = /^\/c\/([0-9a-f-]{36})(\/sql)?/.exec(location.pathname);
if (place?.[1] !== undefined) {
  globalThis.studio_ahead = asked;
  askAhead(place[1], place[2] !== undefined);
}
