// Which queries of the history are shown: the filter as the address has it, and as the server wants it.

import type { HistoryFilter, HistoryStatus } from '@studio-pg/client';
import { changeSearch, textParameter } from '../../lib/address.ts';

export interface HistorySearch {
  /** Absent: one's own. */
  whose?: 'everybody';
  /** Absent: the connection of the address; `all`: every one. */
  connection?: string;
  status?: HistoryStatus;
  min_ms?: number;
  search?: string;
  /** The query that is open beside the list. */
  query?: string;
}

const statuses: readonly string[] = ['ok', 'failed', 'cancelled', 'timeout'] satisfies HistoryStatus[];

/** Reads the parameters of an address; what is no filter is left out. */
export function readHistorySearch(given: Record<string, unknown>): HistorySearch {
  const status = textParameter(given, 'status');
  const min_ms = Number(textParameter(given, 'min_ms') ?? 0);
  return changeSearch<HistorySearch>({}, {
    whose: given['whose'] === 'everybody' ? 'everybody' : undefined,
    connection: textParameter(given, 'connection'),
    status: status !== undefined && statuses.includes(status) ? (status as HistoryStatus) : undefined,
    min_ms: Number.isInteger(min_ms) && min_ms > 0 ? min_ms : undefined,
    search: textParameter(given, 'search'),
    query: textParameter(given, 'query'),
  });
}

/** What the server is asked, from the page of that connection and organization. */
export function filterOf(shown: HistorySearch, connection: string, organization: string): HistoryFilter {
  const chosen = shown.connection ?? connection;
  return {
    ...(shown.whose === 'everybody' ? { scope: 'organization' as const, organization_id: organization } : {}),
    ...(chosen === 'all' ? {} : { connection_id: chosen }),
    ...(shown.status === undefined ? {} : { status: shown.status }),
    ...(shown.min_ms === undefined ? {} : { min_duration_ms: shown.min_ms }),
    ...(shown.search === undefined ? {} : { search: shown.search }),
  };
}

/** Whether the list is narrowed by more than its connection. */
export function isNarrowed({ status, min_ms, search }: HistorySearch): boolean {
  return status !== undefined || min_ms !== undefined || search !== undefined;
}
