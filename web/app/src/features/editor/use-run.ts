// Runs the text of a query tab as its document says, and forgets what the run has made stale.

import type { Parameters } from '@studio-pg/client';
import type { QueryRunner } from '@studio-pg/react';
import type { SqlPart } from '@studio-pg/react/query-editor';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { catalogKey } from '../../lib/catalog-queries.ts';
import { client } from '../../lib/client.ts';
import { noteRefusal } from '../../lib/query-client.ts';
import { isSchemaCounted } from '../../lib/schema-follow.ts';
import type { QueryDocument } from './query-document.ts';
import { sessionName } from './runners.ts';

/** The first words of tags after which the catalog may have changed: where the server does not tell, they must do. */
const changes_catalog = new Set(['CREATE', 'ALTER', 'DROP', 'COMMENT', 'GRANT', 'REVOKE', 'IMPORT', 'DO', 'CALL']);

interface Run {
  /** With `watches_plan` the server tells the plans of the statements while they run. */
  run: (part: SqlPart, parameters?: Parameters, watches_plan?: boolean) => Promise<void>;
  /** Ends the open transaction. */
  finish: (how: 'commit' | 'rollback') => void;
}

export function useRun(connection: string, tab: string, document: QueryDocument, runner: QueryRunner): Run {
  const queries = useQueryClient();
  const run = useCallback(async (part: SqlPart, parameters?: Parameters, watches_plan = false) => {
    if (part.sql.trim() === '' || runner.is_running) return;
    const uses_session = document.mode === 'transaction';
    const body = {
      sql: part.sql, row_limit: document.row_limit, timeout_ms: document.timeout_ms,
      ...(uses_session ? { session: sessionName(tab) } : {}), ...(parameters === undefined ? {} : { parameters }), ...(watches_plan ? { live_plan: true } : {}),
    };
    await runner.start(client, connection, body, { sql_start: part.start, opens_transaction: uses_session });
    noteRefusal(runner.state.error?.code);
    const tags = runner.state.results.map((result) => result.tag ?? '');
    if (!isSchemaCounted(connection) && tags.some((tag) => changes_catalog.has(tag.split(' ')[0] ?? ''))) {
      await queries.invalidateQueries({ queryKey: catalogKey(connection) });
    }
    if (tags.length > 0) await queries.invalidateQueries({ queryKey: ['rows', connection], refetchType: 'none' });
  }, [runner, document, tab, connection, queries]);

  const finish = useCallback((how: 'commit' | 'rollback') => {
    void runner.start(client, connection, { sql: how, session: sessionName(tab) }, { sql_start: 0 });
  }, [runner, connection, tab]);
  return { run, finish };
}
