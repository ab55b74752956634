// One of the database's own schemas, or none.

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { catalogQuery } from '../../../lib/catalog-queries.ts';
import { useConnection } from '../../../lib/connection-context.tsx';
import { SelectField } from '../../../ui/field.tsx';

/** @param otherwise what no schema means */
export function SchemaField({ value, otherwise, onChange }: { value: string; otherwise: string; onChange: (schema: string) => void }): ReactNode {
  const { id } = useConnection();
  const schemas = useQuery(catalogQuery(id, 'schemas')).data?.filter(({ is_system }) => !is_system) ?? [];
  return (
    <SelectField label="Schema" value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{otherwise}</option>
      {schemas.map(({ schema }) => <option key={schema} value={schema}>{schema}</option>)}
    </SelectField>
  );
}
