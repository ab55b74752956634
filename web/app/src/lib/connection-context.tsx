// The connection of the address, for everything below its route.

import type { Connection } from '@studio-pg/client';
import { createContext, use } from 'react';

export const ConnectionContext = createContext<Connection | null>(null);

export function useConnection(): Connection {
  const connection = use(ConnectionContext);
  if (!connection) throw new Error('useConnection is used outside of a connection route');
  return connection;
}
