// The two kinds of lines in the explorer.

import { ChevronDown, ChevronRight, Eye, Globe, Layers, Table2, TableProperties } from 'lucide-react';
import type { RelationKind } from '@studio-pg/client';
import type { ReactNode } from 'react';
import { asNumber } from '../../lib/catalog-queries.ts';
import { shortCount, shownName } from '../../lib/format.ts';
import type { RelationRow, TreeLine } from './tree.ts';

const active_look = 'group-focus-visible/list:outline-2 group-focus-visible/list:-outline-offset-2 group-focus-visible/list:outline-accent';

interface LineProps {
  id: string;
  is_active: boolean;
}

type SchemaLineProps = LineProps & { line: Extract<TreeLine, { kind: 'schema' }>; onToggle: () => void };

export function SchemaLine({ id, line, is_active, onToggle }: SchemaLineProps): ReactNode {
  const Icon = line.is_open ? ChevronDown : ChevronRight;
  return (
    <div id={id} role="treeitem" aria-level={1} aria-expanded={line.is_open} aria-selected={false} onClick={onToggle}
      className={`flex h-full items-center gap-1.5 px-2 font-medium hover:bg-surface-2 ${is_active ? active_look : ''}`}>
      <Icon aria-hidden size={14} strokeWidth={1.5} className="shrink-0 text-faint" />
      <bdi className="truncate whitespace-pre">{shownName(line.schema)}</bdi>
      <span className="ml-auto pl-2 text-small text-faint tabular-nums">{line.count}</span>
    </div>
  );
}

type RelationLineProps = LineProps & { relation: RelationRow; is_current: boolean; onOpen: () => void };

export function RelationLine({ id, relation, is_active, is_current, onOpen }: RelationLineProps): ReactNode {
  const rows = asNumber(relation.estimated_rows);
  return (
    <div id={id} role="treeitem" aria-level={2} aria-selected={is_current} onClick={onOpen}
      title={`${relation.schema}.${relation.name}${relation.may_select ? '' : ' (not readable)'}`}
      className={`flex h-full items-center gap-1.5 pr-2 pl-6 ${is_active ? active_look : ''} ${
        is_current ? 'bg-accent-soft' : 'hover:bg-surface-2'} ${relation.may_select ? '' : 'text-faint'}`}>
      <RelationIcon kind={relation.kind} />
      <bdi className="truncate whitespace-pre">{shownName(relation.name)}</bdi>
      {(relation.kind === 'table' || relation.kind === 'materialized_view' || relation.kind === 'partitioned_table')
        && <span className="ml-auto pl-2 text-small text-muted tabular-nums">{shortCount(rows)}</span>}
    </div>
  );
}

const icons: Record<RelationKind, typeof Table2> = {
  table: Table2, partitioned_table: Layers, view: Eye, materialized_view: TableProperties, foreign_table: Globe,
  sequence: Table2,
};

export function RelationIcon({ kind }: { kind: RelationKind }): ReactNode {
  const Icon = icons[kind];
  return <Icon aria-label={kind.replaceAll('_', ' ')} size={14} strokeWidth={1.5} className="shrink-0 text-faint" />;
}
