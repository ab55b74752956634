// The row that a foreign key is to refer to, chosen by what it is called: search, arrows, Enter. The column that is read and
// searched is chosen by its name and can be changed. Read as the connection's role; it stages what was chosen and no more.

import { asStudioError } from '@studio-pg/client';
import { ErrorPanel, plainText } from '@studio-pg/react';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { catalogQuery } from '../../lib/catalog-queries.ts';
import { client } from '../../lib/client.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { shownName } from '../../lib/format.ts';
import { keepLabel, keptLabel, labelColumn } from '../../lib/label-column.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { SkeletonLines } from '../../ui/states.tsx';
import type { Reference } from '../foreign-key.ts';

interface ReferencePickerProps {
  reference: Reference;
  is_nullable: boolean;
  /** By the referenced columns; null where no row is referred to any more. */
  onPick: (key: Readonly<Record<string, string | number | boolean>> | null) => void;
  onClose: () => void;
}

const most_rows = 50;
const shown_bytes = 400;

interface Choice {
  label: string;
  key: Record<string, string | number | boolean>;
}

export function ReferencePicker({ reference, is_nullable, onPick, onClose }: ReferencePickerProps): ReactNode {
  const { id } = useConnection();
  const { schema, name } = reference;
  const [search, setSearch] = useState('');
  const [own, setOwn] = useState(() => keptLabel(id, schema, name));
  const [at, setAt] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const relations = useQuery(catalogQuery(id, 'relations'));
  const oid = relations.data?.find((each) => each.schema === schema && each.name === name)?.oid;
  const columns = useQuery({ ...catalogQuery(id, 'columns', { relation: oid ?? 0 }), enabled: oid !== undefined });
  const label = columns.data ? labelColumn(columns.data, own) : '';
  const found = useQuery({ ...choicesQuery(id, reference, label, search), enabled: label !== '', placeholderData: keepPreviousData });
  const choices: readonly (Choice | null)[] = [...(is_nullable && search === '' ? [null] : []), ...(found.data ?? [])];
  const chosen = Math.min(at, choices.length - 1);
  useEffect(() => list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }), [chosen]);

  const pick = (choice: Choice | null | undefined): void => {
    if (choice !== undefined) onPick(choice?.key ?? null);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLSelectElement || event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setAt(Math.min(chosen + 1, choices.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(chosen - 1, 0));
    else if (event.key === 'Enter') pick(choices[chosen]);
    else return;
    event.preventDefault();
  };
  const error = relations.error ?? columns.error ?? found.error;
  return (
    <Dialog label={`Choose a row of ${schema}.${name}`} onClose={onClose}>
      <div className="grid gap-2 p-3" onKeyDown={onKeyDown}>
        <div className="flex flex-wrap items-center gap-2">
          <h2 className="mr-auto font-semibold">{shownName(schema)}.<bdi>{shownName(name)}</bdi></h2>
          <label className="flex items-center gap-1.5 text-small text-muted">Shown
            <select value={label} className="h-7 max-w-48 rounded-sm border border-line bg-surface-0 px-1 text-ink" onChange={(event) => {
              keepLabel(id, schema, name, event.target.value);
              setOwn(event.target.value);
            }}>
              {columns.data?.map((each) => <option key={each.column}>{each.column}</option>)}
            </select>
          </label>
        </div>
        <SearchBox label="Search the rows" placeholder={label === '' ? 'Search' : `Search ${label}`} value={search} pause_ms={150} onChange={(text) => {
          setSearch(text);
          setAt(0);
        }} />
        {error ? <ErrorPanel error={asStudioError(error).fields} /> : !found.data ? <SkeletonLines lines={6} />
          : <ul ref={list} role="listbox" aria-label="Rows" aria-busy={found.isFetching} tabIndex={0} className="max-h-[50vh] overflow-auto rounded-sm border border-line">
              {choices.map((choice, index) => (
                <li key={choice === null ? 'null' : JSON.stringify(choice.key)} role="option" aria-selected={index === chosen} onClick={() => pick(choice)}
                  className="flex cursor-default items-baseline gap-2 px-2 py-1 hover:bg-surface-2 aria-selected:bg-accent-soft">
                  {choice === null ? <span className="text-null italic">NULL: no row</span> : <>
                    <span className="min-w-0 flex-1 truncate">{choice.label}</span>
                    <span className="max-w-[50%] truncate font-mono text-small text-muted">{Object.entries(choice.key).map(([column, value]) => `${column} = ${String(value)}`).join(', ')}</span>
                  </>}
                </li>
              ))}
              {choices.length === 0 && <li role="option" aria-selected={false} aria-disabled className="px-2 py-1 text-muted">No such row, or none that the role may see.</li>}
            </ul>}
        <p className="text-small text-muted" role="status">{found.data?.length === most_rows ? `The first ${most_rows} rows; search for the others.` : ''}</p>
      </div>
    </Dialog>
  );
}

function choicesQuery(connection: string, { schema, name, columns }: Reference, label: string, search: string) {
  const key = columns.map((each) => each.column);
  const wanted = [...new Set([label, ...key])];
  return queryOptions({
    queryKey: ['choices', connection, schema, name, wanted, search],
    staleTime: 10_000,
    queryFn: async ({ signal }): Promise<Choice[]> => {
      const run = client.selectRows(connection, {
        relation: { schema, name }, columns: wanted, limit: most_rows, max_cell_bytes: shown_bytes,
        ...(search === '' ? {} : { filter: { search, columns: wanted } }),
      });
      signal.addEventListener('abort', () => run.cancel());
      const rows = (await run.collect()).results[0]?.rows ?? [];
      return rows.flatMap((row) => {
        const values = key.map((column) => row[wanted.indexOf(column)] ?? null);
        if (values.some((value) => value === null || typeof value === 'object')) return [];
        return [{ label: plainText(row[0] ?? null), key: Object.fromEntries(key.map((column, n) => [column, values[n] as string | number | boolean])) }];
      });
    },
  });
}
