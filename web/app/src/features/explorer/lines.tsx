// The kinds of lines in the explorer.

import { Braces, ChevronDown, ChevronRight, Eye, Globe, Layers, ListOrdered, Settings2, Shapes, Sigma, SquareFunction, Star, Table2, TableProperties } from 'lucide-react';
import type { RelationKind } from '@studio-pg/client';
import { bytesText } from '@studio-pg/react';
import type { ReactNode } from 'react';
import { asNumber } from '../../lib/catalog-queries.ts';
import { countText, shortCount, shownName } from '../../lib/format.ts';
import type { RelationSize } from './sizes.ts';
import type { GroupKind, RelationRow, RoutineRow, TreeLine, TypeRow } from './tree.ts';

const active_look = 'group-focus-visible/list:outline-2 group-focus-visible/list:-outline-offset-2 group-focus-visible/list:outline-accent';
const icon_look = { size: 14, strokeWidth: 1.5, className: 'shrink-0 text-faint' } as const;

interface LineProps {
  id: string;
  is_active: boolean;
}

type BranchLineProps = LineProps & { line: Extract<TreeLine, { kind: 'schema' | 'group' }>; onToggle: () => void; onOpen: () => void };

const group_icons: Record<GroupKind, typeof Table2> = { sequences: ListOrdered, types: Shapes, functions: SquareFunction };
const group_names: Record<GroupKind, string> = { sequences: 'Sequences', types: 'Types', functions: 'Functions' };

/** A schema, or a kind of what is in it. */
export function BranchLine({ id, line, is_active, onToggle, onOpen }: BranchLineProps): ReactNode {
  const Chevron = line.is_open ? ChevronDown : ChevronRight;
  const is_schema = line.kind === 'schema';
  const Icon = is_schema ? null : group_icons[line.group];
  return (
    <div id={id} role="treeitem" aria-level={is_schema ? 1 : 2} aria-expanded={line.is_open} aria-selected={false} onClick={onToggle}
      className={`group/line flex h-full items-center gap-1.5 pr-2 hover:bg-surface-2 ${is_schema ? 'pl-2 font-medium' : 'pl-6 text-muted'} ${is_active ? active_look : ''}`}>
      <span aria-hidden className={is_schema ? '' : 'absolute -ml-4'}><Chevron {...icon_look} /></span>
      {Icon && <Icon aria-hidden {...icon_look} />}
      <bdi className="truncate whitespace-pre">{is_schema ? shownName(line.schema) : group_names[line.group]}</bdi>
      <span className="ml-auto flex items-center gap-1 pl-2 text-small text-faint tabular-nums">
        {is_schema && (
          <span aria-hidden title={`The schema ${line.schema}`} onClick={(event) => { event.stopPropagation(); onOpen(); }}
            className="grid size-5 place-items-center rounded-sm opacity-0 group-hover/line:opacity-100 hover:bg-surface-1 hover:text-accent">
            <Settings2 size={13} strokeWidth={1.5} />
          </span>
        )}
        {line.count}
      </span>
    </div>
  );
}

/** What stands at the end of a relation's line. */
export type LineNote = 'rows' | 'sizes' | 'nothing';

type RelationLineProps = LineProps & {
  line: Extract<TreeLine, { kind: 'relation' }>;
  is_current: boolean;
  note: LineNote;
  size: RelationSize | undefined;
  is_favorite: boolean;
  onOpen: () => void;
  onToggle: () => void;
  onFavorite: () => void;
};

export function RelationLine({ id, line, is_active, is_current, note, size, is_favorite, onOpen, onToggle, onFavorite }: RelationLineProps): ReactNode {
  const { relation, level } = line;
  const Chevron = line.is_open === true ? ChevronDown : ChevronRight;
  return (
    <div id={id} role="treeitem" aria-level={level} aria-selected={is_current} onClick={onOpen}
      aria-expanded={line.key === undefined ? undefined : line.is_open === true}
      title={`${relation.schema}.${relation.name}${relation.may_select ? '' : ' (not readable)'}\n${rowsTitle(relation)}${sizeTitle(size)}`}
      style={{ paddingLeft: 24 + Math.max(0, level - 2) * 16 - (level === 1 ? 12 : 0) }}
      className={`group/line relative flex h-full items-center gap-1.5 pr-2 ${is_active ? active_look : ''} ${
        is_current ? 'bg-accent-soft' : 'hover:bg-surface-2'} ${relation.may_select ? '' : 'text-faint'}`}>
      {line.key !== undefined && (
        <span aria-hidden className="absolute -ml-[17px] grid h-full w-4 place-items-center hover:text-ink"
          onClick={(event) => { event.stopPropagation(); onToggle(); }}>
          <Chevron {...icon_look} />
        </span>
      )}
      <RelationIcon kind={relation.kind} />
      <bdi className="truncate whitespace-pre">{shownName(relation.name)}</bdi>
      {level === 1 && <bdi className="min-w-0 shrink-[4] truncate text-small whitespace-pre text-faint">{shownName(relation.schema)}</bdi>}
      <span className="ml-auto flex items-center gap-1 pl-2 text-small text-muted tabular-nums">
        <span aria-hidden title={is_favorite ? 'Remove from the favorites' : 'Add to the favorites'}
          onClick={(event) => { event.stopPropagation(); onFavorite(); }}
          className={`grid size-5 place-items-center rounded-sm hover:bg-surface-1 hover:text-accent ${is_favorite ? 'text-accent' : 'text-faint opacity-0 group-hover/line:opacity-100'}`}>
          <Star size={13} strokeWidth={1.5} fill={is_favorite ? 'currentColor' : 'none'} />
        </span>
        {noteText(note, relation, size)}
      </span>
    </div>
  );
}

function hasRows({ kind }: RelationRow): boolean {
  return kind === 'table' || kind === 'materialized_view' || kind === 'partitioned_table';
}

function noteText(note: LineNote, relation: RelationRow, size: RelationSize | undefined): string {
  if (note === 'rows' && hasRows(relation)) return shortCount(asNumber(relation.estimated_rows));
  if (note === 'sizes' && size?.total_bytes != null) return `${size.is_exact ? '' : '≈ '}${bytesText(size.total_bytes)}`;
  return '';
}

function rowsTitle(relation: RelationRow): string {
  if (!hasRows(relation)) return relation.kind.replaceAll('_', ' ');
  const rows = asNumber(relation.estimated_rows);
  return rows < 0 ? 'never analyzed: its rows are not known' : `about ${countText(rows)} rows, as estimated by ANALYZE`;
}

function sizeTitle(size: RelationSize | undefined): string {
  if (size?.total_bytes == null) return '';
  return `\n${size.is_exact ? '' : 'about '}${bytesText(size.total_bytes)} with indexes${size.is_exact ? '' : ', as the last VACUUM or ANALYZE found'}`;
}

type ObjectLineProps = LineProps & { line: Extract<TreeLine, { kind: 'type' | 'routine' }>; is_current: boolean; onOpen: () => void };

/** A type or a function. */
export function ObjectLine({ id, line, is_active, is_current, onOpen }: ObjectLineProps): ReactNode {
  const { name, title } = line.kind === 'type' ? typeWords(line.type) : routineWords(line.routine);
  const Icon = line.kind === 'type' ? Braces : Sigma;
  return (
    <div id={id} role="treeitem" aria-level={3} aria-selected={is_current} onClick={onOpen} title={title}
      className={`flex h-full items-center gap-1.5 pr-2 pl-10 ${is_current ? 'bg-accent-soft' : 'hover:bg-surface-2'} ${is_active ? active_look : ''}`}>
      <Icon aria-hidden {...icon_look} />
      <bdi className="truncate whitespace-pre">{name}</bdi>
    </div>
  );
}

function typeWords(type: TypeRow): { name: string; title: string } {
  return { name: shownName(type.name), title: `${type.kind} ${type.schema}.${type.name}` };
}

function routineWords(routine: RoutineRow): { name: string; title: string } {
  const returns = routine.returns === null ? '' : `\nreturns ${routine.returns}`;
  return { name: `${shownName(routine.name)}(${shownName(routine.arguments)})`, title: `${routine.kind} ${routine.schema}.${routine.name}(${routine.arguments})${returns}` };
}

const icons: Record<RelationKind, typeof Table2> = {
  table: Table2, partitioned_table: Layers, view: Eye, materialized_view: TableProperties, foreign_table: Globe,
  sequence: ListOrdered,
};

export function RelationIcon({ kind }: { kind: RelationKind }): ReactNode {
  const Icon = icons[kind];
  return <Icon aria-label={kind.replaceAll('_', ' ')} {...icon_look} />;
}
