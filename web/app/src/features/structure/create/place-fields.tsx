// Where a new object stands: its name and its schema.

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { catalogQuery } from '../../../lib/catalog-queries.ts';
import { useConnection } from '../../../lib/connection-context.tsx';
import { SelectField, TextField } from '../../../ui/field.tsx';
import type { Place } from '../change/quoting.ts';

interface PlaceFieldsProps {
  place: Place;
  onChange: (place: Partial<Place>) => void;
  /** More that stands beside them. */
  children?: ReactNode;
}

export function PlaceFields({ place, onChange, children }: PlaceFieldsProps): ReactNode {
  const { id } = useConnection();
  const schemas = useQuery(catalogQuery(id, 'schemas'));
  const offered = schemas.data?.filter((each) => !each.is_system && each.schema !== place.schema).map(({ schema }) => schema) ?? [];
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <TextField label="Name" value={place.name} spellCheck={false} autoComplete="off" onChange={(event) => onChange({ name: event.target.value })} />
      <SelectField label="Schema" value={place.schema} onChange={(event) => onChange({ schema: event.target.value })}>
        {[place.schema, ...offered].map((schema) => <option key={schema} value={schema}>{schema}</option>)}
      </SelectField>
      {children}
    </div>
  );
}
