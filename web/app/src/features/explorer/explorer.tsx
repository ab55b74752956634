// The explorer: schemas and relations of the connection, with a filter. 25,000 tables are one list of which a screen
// is drawn.

import { asStudioError } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { catalogQuery } from '../../lib/catalog-queries.ts';
import { useCommands } from '../../lib/command.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { Button } from '../../ui/button.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { SkeletonLines } from '../../ui/states.tsx';
import { VirtualList } from '../../ui/virtual-list.tsx';
import { RelationLine, SchemaLine } from './lines.tsx';
import { treeLines } from './tree.ts';
import type { RelationRow, TreeLine } from './tree.ts';

interface ExplorerProps {
  /** The relation of the address. */
  current: { schema: string; name: string } | null;
  onOpen: (relation: RelationRow) => void;
}

const no_lines: TreeLine[] = [];

export function Explorer({ current, onOpen }: ExplorerProps): ReactNode {
  const connection = useConnection();
  const relations = useQuery(catalogQuery(connection.id, 'relations'));
  const schemas = useQuery(catalogQuery(connection.id, 'schemas'));
  const [filter, setFilter] = useState('');
  const [open, setOpen] = useState<Readonly<Record<string, boolean>>>({});
  const input = useRef<HTMLInputElement>(null);
  useCommands(useMemo(() => [{
    id: 'explorer.filter', label: 'Filter tables', group: 'Explorer', shortcut: 'mod+shift+e',
    run: () => input.current?.focus(),
  }], []));

  const lines = useMemo(() => {
    if (!relations.data || !schemas.data) return no_lines;
    const system = new Set(schemas.data.filter((each) => each.is_system).map((each) => each.schema));
    return treeLines(relations.data, schemas.data.map((each) => each.schema),
      { filter, open, is_system: (schema) => system.has(schema) });
  }, [relations.data, schemas.data, filter, open]);
  const error = relations.error ?? schemas.error;

  const toggle = (schema: string, is_open: boolean): void => setOpen((old) => ({ ...old, [schema]: is_open }));
  const act = (key: string, index: number): void => {
    const line = lines[index];
    if (line?.kind === 'relation' && key !== 'ArrowLeft') onOpen(line.relation);
    else if (line?.kind === 'relation') toggle(line.relation.schema, false);
    else if (line) toggle(line.schema, key === 'ArrowRight' || (key !== 'ArrowLeft' && !line.is_open));
  };
  const index = lines.findIndex((line) => isCurrent(line, current));
  return (
    <nav aria-label="Explorer" className="flex h-full flex-col bg-surface-1">
      <SearchBox ref={input} label="Filter tables" placeholder="Filter" value={filter} onChange={setFilter}
        className="m-2 shrink-0" />
      <div className="min-h-0 flex-1">
        {error !== null && <ErrorPanel error={asStudioError(error).fields}
          actions={<Button onClick={() => { void relations.refetch(); void schemas.refetch(); }}>Try again</Button>} />}
        {error === null && (relations.isPending || schemas.isPending) && <SkeletonLines lines={18} className="h-[25px]" />}
        {relations.data && schemas.data && lines.length === 0 && (
          <p className="px-3 py-2 text-muted">{filter === '' ? 'No tables yet.' : `Nothing is named like “${filter}”.`}</p>
        )}
        {lines.length > 0 && (
          <VirtualList role="tree" label="Tables" id="explorer" count={lines.length} line_px={26} current={index}
            onKey={act} draw={(at, is_active) => {
              const line = lines[at];
              if (!line) return null;
              const common = { id: `explorer-${at}`, is_active };
              return line.kind === 'schema'
                ? <SchemaLine {...common} line={line} onToggle={() => toggle(line.schema, !line.is_open)} />
                : <RelationLine {...common} relation={line.relation} is_current={at === index}
                    onOpen={() => onOpen(line.relation)} />;
            }} />
        )}
      </div>
    </nav>
  );
}

function isCurrent(line: TreeLine, current: ExplorerProps['current']): boolean {
  return current !== null && line.kind === 'relation' && line.relation.name === current.name
    && line.relation.schema === current.schema;
}
