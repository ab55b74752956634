// The parts of a structure that are lists: what each shows, and what can be done to its lines.

import type { CatalogRow } from '@studio-pg/client';
import { bytesText } from '@studio-pg/react';
import type { ReactNode } from 'react';
import { asNumber } from '../../lib/catalog-queries.ts';
import { countText } from '../../lib/format.ts';
import type { Change } from './change/change.ts';
import { PartView } from './part-view.tsx';
import { StructureTable } from './structure-table.tsx';
import type { LineAction } from './structure-table.tsx';

export interface PartProps {
  relation: CatalogRow<'relations'>;
  /** Asks for a change; absent where nothing can be changed. */
  ask?: ((change: Change) => void) | undefined;
}

/** The server waits for no lock: what cannot be read while another session holds the relation is null. */
export const locked = <span className="text-faint">locked by another session</span>;
const names = (json: string | null): readonly string[] => (json === null ? [] : JSON.parse(json) as string[]);
const words = (name: string): string => name.replaceAll('_', ' ');

/** The actions that ask for a change, where changes can be asked for. */
export function asking(ask: PartProps['ask'], ...given: readonly (readonly [label: string, change: Change] | false)[]): LineAction[] {
  return ask ? given.flatMap((each) => (each === false ? [] : [{ label: each[0], run: () => ask(each[1]) }])) : [];
}

const hasOwnColumns = ({ kind }: CatalogRow<'relations'>): boolean => kind === 'table' || kind === 'partitioned_table' || kind === 'foreign_table';

export function ColumnsPart({ relation, ask }: PartProps): ReactNode {
  const is_table = hasOwnColumns(relation);
  return (
    <PartView title="Columns" question="columns" narrowing={{ relation: relation.oid }} actions={is_table ? asking(ask, ['Add column', { kind: 'add_column' }]) : []}>
      {(rows) => (
        <StructureTable label="Columns" rows={rows} nameOf={(row) => row.column} columns={[
          { head: 'Name', cell: (row) => row.column },
          { head: 'Type', cell: (row) => row.type, look: 'sql' },
          { head: 'Null', cell: (row) => (row.is_nullable ? '' : 'not null') },
          { head: 'Default', cell: defaultText, look: 'sql' },
          { head: 'Key', cell: (row) => (row.primary_key_position === null ? '' : `primary ${row.primary_key_position}`) },
          { head: 'Comment', cell: (row) => row.comment, look: 'text' },
        ]} actionsOf={is_table && ask ? (column) => asking(ask, ['Change…', { kind: 'change_column', column }], ['Drop…', { kind: 'drop_column', column }]) : undefined} />
      )}
    </PartView>
  );
}

function defaultText(column: { default: string | null; identity: string | null; is_generated: boolean }): string {
  if (column.identity !== null) return `generated ${words(column.identity)} as identity`;
  if (column.is_generated) return `generated always as (${column.default ?? ''}) stored`;
  return column.default ?? '';
}

export function ConstraintsPart({ relation, ask }: PartProps): ReactNode {
  return (
    <PartView title="Constraints" question="constraints" narrowing={{ relation: relation.oid }} actions={asking(ask, ['Add constraint', { kind: 'add_constraint' }])}>
      {(rows) => (
        <StructureTable label="Constraints" rows={rows} nameOf={(row) => row.name} columns={[
          { head: 'Name', cell: (row) => row.name },
          { head: 'Kind', cell: (row) => words(row.kind) },
          { head: 'Definition', cell: (row) => row.definition ?? locked, look: 'sql' },
          { head: 'State', cell: (row) => (row.is_validated ? '' : 'not validated') },
          { head: 'Comment', cell: (row) => row.comment, look: 'text' },
        ]} actionsOf={ask && (({ name, is_validated }) => asking(ask, !is_validated && ['Validate…', { kind: 'validate_constraint', name }],
          ['Rename…', { kind: 'rename_constraint', name }], ['Drop…', { kind: 'drop_constraint', name }]))} />
      )}
    </PartView>
  );
}

export function IndexesPart({ relation, ask }: PartProps): ReactNode {
  return (
    <PartView title="Indexes" question="indexes" narrowing={{ relation: relation.oid }} actions={asking(ask, ['Create index', { kind: 'create_index' }])}>
      {(rows) => (
        <StructureTable label="Indexes" rows={rows} nameOf={(row) => row.name} columns={[
          { head: 'Name', cell: (row) => row.name },
          { head: 'Kind', cell: (row) => [row.is_valid ? '' : 'invalid', row.is_primary ? 'primary' : row.is_unique ? 'unique' : '', row.method].filter((word) => word !== '').join(' ') },
          { head: 'Size', cell: (row) => (row.bytes === null ? '' : bytesText(asNumber(row.bytes))), look: 'number' },
          { head: 'Scans', cell: (row) => countText(asNumber(row.scans)), look: 'number' },
          { head: 'Definition', cell: (row) => row.definition ?? locked, look: 'sql' },
        ]} actionsOf={ask && ((index) => asking(ask, ['Rename…', { kind: 'rename_index', index }], ['Rebuild…', { kind: 'rebuild_index', index }],
          !index.is_primary && ['Drop…', { kind: 'drop_index', index }]))} />
      )}
    </PartView>
  );
}

export function TriggersPart({ relation, ask }: PartProps): ReactNode {
  return (
    <PartView title="Triggers" question="triggers" narrowing={{ relation: relation.oid }} actions={asking(ask, ['Create trigger', { kind: 'create_trigger' }])}>
      {(rows) => (
        <StructureTable label="Triggers" rows={rows} nameOf={(row) => row.name} columns={[
          { head: 'Name', cell: (row) => row.name },
          { head: 'Runs', cell: (row) => ({ origin: '', replica: 'only while replicating', always: 'also while replicating', disabled: 'disabled' })[row.enabled] },
          { head: 'Routine', cell: (row) => row.routine, look: 'sql' },
          { head: 'Definition', cell: (row) => row.definition ?? locked, look: 'sql' },
        ]} actionsOf={ask && ((trigger) => asking(ask, relation.kind !== 'view' && ['Switch…', { kind: 'switch_trigger', trigger }], ['Rename…', { kind: 'rename_trigger', trigger }],
          ['Drop…', { kind: 'drop_trigger', trigger }]))} />
      )}
    </PartView>
  );
}

export function PoliciesPart({ relation, ask }: PartProps): ReactNode {
  const is_on = relation.has_rls;
  return (
    <PartView title="Policies" question="policies" narrowing={{ relation: relation.oid }}
      note={() => <span className="text-small text-muted">row-level security is {is_on ? 'on' : 'off'}</span>}
      actions={asking(ask, [is_on ? 'Disable row-level security' : 'Enable row-level security', { kind: 'row_security', is_on: !is_on }], ['Create policy', { kind: 'create_policy' }])}>
      {(rows) => (
        <StructureTable label="Policies" rows={rows} nameOf={(row) => row.name} columns={[
          { head: 'Name', cell: (row) => row.name },
          { head: 'For', cell: (row) => row.command },
          { head: 'To', cell: (row) => names(row.roles).join(', ') },
          { head: 'Kind', cell: (row) => (row.is_permissive ? 'permissive' : 'restrictive') },
          { head: 'Holds for me', cell: (row) => (row.applies ? 'yes' : 'no') },
          { head: 'Using', cell: (row) => row.using, look: 'sql' },
          { head: 'With check', cell: (row) => row.with_check, look: 'sql' },
        ]} actionsOf={ask && ((policy) => asking(ask, ['Change…', { kind: 'change_policy', policy }], ['Drop…', { kind: 'drop_policy', name: policy.name }]))} />
      )}
    </PartView>
  );
}

export function RulesPart({ relation, ask }: PartProps): ReactNode {
  return (
    <PartView title="Rules" question="rules" narrowing={{ relation: relation.oid }}>
      {(rows) => (
        <StructureTable label="Rules" rows={rows} nameOf={(row) => row.name} columns={[
          { head: 'Name', cell: (row) => row.name },
          { head: 'On', cell: (row) => row.event },
          { head: 'Instead', cell: (row) => (row.is_instead ? 'instead' : 'also') },
          { head: 'Definition', cell: (row) => row.definition ?? locked, look: 'sql' },
        ]} actionsOf={ask && (({ name }) => asking(ask, ['Drop…', { kind: 'drop_rule', name }]))} />
      )}
    </PartView>
  );
}

export function PrivilegesPart({ relation, ask }: PartProps): ReactNode {
  return (
    <PartView title="Privileges" question="privileges" narrowing={{ relation: relation.oid }}
      note={() => <span className="text-small text-muted">owned by {relation.owner}</span>} actions={asking(ask, ['Grant', { kind: 'grant' }])}>
      {(rows) => (
        <StructureTable label="Privileges" rows={rows} nameOf={(row) => `${row.privilege} of ${row.grantee ?? 'PUBLIC'}${row.column === null ? '' : ` on ${row.column}`} by ${row.grantor}`} columns={[
          { head: 'Role', cell: (row) => row.grantee ?? 'PUBLIC' },
          { head: 'Privilege', cell: (row) => row.privilege },
          { head: 'Column', cell: (row) => row.column },
          { head: 'Granted by', cell: (row) => row.grantor },
          { head: 'May grant it', cell: (row) => (row.is_grantable ? 'yes' : '') },
        ]} actionsOf={ask && (({ grantee, privilege, column }) => asking(ask, ['Revoke…', { kind: 'revoke', grantee, privilege, column }]))} />
      )}
    </PartView>
  );
}
