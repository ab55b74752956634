// The form of the new object that was asked for. Loaded when the first one is.

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { catalogQuery } from '../../../lib/catalog-queries.ts';
import { useConnection } from '../../../lib/connection-context.tsx';
import { ChangeDialog } from '../change/change-dialog.tsx';
import { useQuoting } from '../change/use-quoting.ts';
import type { NewKind } from './kinds.ts';
import { CreateComposite, CreateDomain, CreateEnum, CreateRoutine, CreateSchema, CreateSequence, CreateView } from './object-forms.tsx';
import type { CreateProps } from './object-forms.tsx';
import { TableFields } from './table-form.tsx';
import { createTable, emptyTable } from './table.ts';

interface CreateDialogProps {
  kind: NewKind;
  /** The schema of the page; undefined: the first of the search path. */
  schema: string | undefined;
  /** A relation that has a page of its own. */
  onCreated: (place: { schema: string; name: string }) => void;
  onClose: () => void;
}

export function CreateDialog({ kind, schema, onCreated, onClose }: CreateDialogProps): ReactNode {
  const { id } = useConnection();
  const quote = useQuoting();
  const schemas = useQuery(catalogQuery(id, 'schemas')).data;
  if (!quote || !schemas) return null;
  const own = schemas.filter(({ is_system }) => !is_system);
  const first = own.filter((each) => each.search_path_position !== null && each.may_create).sort((a, b) => Number(a.search_path_position) - Number(b.search_path_position))[0];
  const props: CreateProps = { quote, schema: schema ?? first?.schema ?? own[0]?.schema ?? 'public', onCreated, onClose };
  switch (kind) {
    case 'table': return <CreateTable {...props} />;
    case 'view': return <CreateView {...props} is_materialized={false} />;
    case 'materialized_view': return <CreateView {...props} is_materialized />;
    case 'function': case 'procedure': return <CreateRoutine {...props} kind={kind} />;
    case 'sequence': return <CreateSequence {...props} />;
    case 'enum': return <CreateEnum {...props} />;
    case 'domain': return <CreateDomain {...props} />;
    case 'composite': return <CreateComposite {...props} />;
    case 'schema': return <CreateSchema {...props} />;
  }
}

function CreateTable({ quote, schema, onCreated, onClose }: CreateProps): ReactNode {
  const [form, setForm] = useState(() => emptyTable(schema));
  return (
    <ChangeDialog title="New table" verb="Create table" statements={createTable(quote, form)} onDone={() => onCreated(form)} onClose={onClose}>
      <TableFields form={form} onChange={setForm} />
    </ChangeDialog>
  );
}
