// The structure of a table, with what it needs of other features: the editor for its texts, what a text would destroy, links.

import type { CatalogRow } from '@studio-pg/client';
import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useCallback } from 'react';
import type { ReactNode } from 'react';
import { ChangeTools } from '../features/structure/change/change-tools.ts';
import type { Part } from '../features/structure/parts.ts';
import { RelationLink } from '../features/structure/relation-link.ts';
import { SkeletonLines } from '../ui/states.tsx';
import { useChangeTools } from './change-tools.tsx';

const TableStructure = lazy(async () => await import('../features/structure/table-structure.tsx'));

interface TableShapeProps {
  connection: string;
  relation: CatalogRow<'relations'>;
  part: Part | undefined;
  onPart: (part: Part) => void;
}

export function TableShape({ connection, relation, part, onPart }: TableShapeProps): ReactNode {
  const navigate = useNavigate();
  const tools = useChangeTools(connection);
  const link = useCallback(({ schema, name }: { schema: string; name: string }, words: string): ReactNode => (
    <Link to="/c/$connection/tables/$schema/$name" params={{ connection, schema, name }} search={{ view: 'structure' }} className="text-accent hover:underline">{words}</Link>
  ), [connection]);
  return (
    <ChangeTools value={tools}>
      <RelationLink value={link}>
        <Suspense fallback={<SkeletonLines lines={20} />}>
          <TableStructure relation={relation} part={part} onPart={onPart}
            onMoved={({ schema, name }) => void navigate({ to: '/c/$connection/tables/$schema/$name', params: { connection, schema, name }, search: { view: 'structure' }, replace: true })}
            onGone={() => void navigate({ to: '/c/$connection/tables', params: { connection } })} />
        </Suspense>
      </RelationLink>
    </ChangeTools>
  );
}
