// Says that the server cannot be reached and when it is tried again. It lies over the page, so that nothing moves when
// it comes and goes.

import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import type { SocketState } from '@studio-pg/client';
import { client } from '../lib/client.ts';
import { queryClient } from '../lib/query-client.ts';
import { Button } from '../ui/button.tsx';

const idle: SocketState = { state: 'idle' };

/** A first failed try is often mended by the second, so nothing is said before that. */
const silent_tries = 2;

export function ConnectionLost(): ReactNode {
  const { socket } = client;
  const state = useSyncExternalStore(
    (listener) => socket?.subscribe(listener) ?? (() => undefined), () => socket?.state ?? idle);
  const was_lost = useRef(false);
  const attempt = 'attempt' in state ? state.attempt : 0;
  const reason = useRef('');
  if (state.state === 'waiting') reason.current = state.reason;
  useEffect(() => {
    if (state.state === 'waiting') was_lost.current = true;
    if (state.state !== 'ready' || !was_lost.current) return;
    // What is on the screen may be old: everything that is shown is asked for again.
    was_lost.current = false;
    void queryClient.invalidateQueries();
  }, [state.state]);
  useEffect(() => {
    const retry = (): void => socket?.connect();
    window.addEventListener('online', retry);
    return () => window.removeEventListener('online', retry);
  }, [socket]);
  if (attempt < silent_tries) return null;
  return (
    <div role="alert"
      className="fixed inset-x-0 bottom-9 z-30 mx-auto flex min-h-10 w-[min(620px,calc(100vw-24px))] items-center gap-3 rounded-md border border-line-strong bg-warning-soft px-3 py-1.5 shadow-lg shadow-black/15 max-sm:bottom-20">
      <span className="min-w-0">
        <b className="font-semibold">The server cannot be reached.</b> {reason.current}{' '}
        {state.state === 'waiting' ? <Countdown until={state.until} /> : 'Trying …'}
      </span>
      <Button className="ml-auto shrink-0" onClick={() => socket?.connect()} disabled={state.state !== 'waiting'}>Try now</Button>
    </div>
  );
}

function Countdown({ until }: { until: number }): ReactNode {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, []);
  return <span className="tabular-nums">Next try in {Math.max(0, Math.ceil((until - now) / 1000))} s.</span>;
}
