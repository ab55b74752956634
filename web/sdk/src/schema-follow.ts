// Hearing that a schema has changed, for as long as somebody listens: begins anew after each lost connection, and finds out
// by the generation whether something was missed meanwhile.

import type { StudioError } from './error.ts';
import { schemaMessage } from './protocol.ts';
import type { Socket } from './socket.ts';

export interface SchemaListener {
  /**
   * The schema may have changed since the last call. The first call says where it stands now; null means that nobody counts
   * the changes of this database (a remote server, a hot standby), so that no call will follow.
   */
  onGeneration(generation: number | null): void;
  /** The server follows no longer: the connection is gone, or no longer this account's. No call will follow. */
  onEnd?(error: StudioError): void;
}

/** Follows until the function that it returns is called. */
export function followSchema(socket: Socket, connection: string, listener: SchemaListener): () => void {
  let id: string | null = null;
  let is_over = false;
  let known: number | null | undefined;
  const begin = (): void => {
    id = socket.start({ type: 'follow_schema', connection }, {
      onQueued: () => undefined,
      onRunning: () => undefined,
      onMessage: (message) => {
        const parsed = schemaMessage.safeParse(message);
        if (!parsed.success || parsed.data.generation === known) return;
        known = parsed.data.generation;
        listener.onGeneration(known);
      },
      onFail: (error) => {
        id = null;
        if (is_over || error.code === '08006') return;
        unsubscribe();
        listener.onEnd?.(error);
      },
    });
  };
  const unsubscribe = socket.subscribe(() => {
    if (id === null && socket.state.state === 'ready') begin();
  });
  begin();
  return () => {
    unsubscribe();
    is_over = true;
    const open = id;
    if (open === null) return;
    socket.cancel(open);
    socket.finish(open);
  };
}
