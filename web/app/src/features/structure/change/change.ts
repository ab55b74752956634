// The changes of a relation's structure that can be asked for.

import type { CatalogRow } from '@studio-pg/client';

export type ColumnRow = CatalogRow<'columns'>;
export type IndexRow = CatalogRow<'indexes'>;
export type TriggerRow = CatalogRow<'triggers'>;
export type PolicyRow = CatalogRow<'policies'>;
export type HeirRow = CatalogRow<'inheritance'>;

export type Change =
  | { kind: 'add_column' }
  | { kind: 'change_column' | 'drop_column'; column: ColumnRow }
  | { kind: 'create_index' }
  | { kind: 'rename_index' | 'rebuild_index' | 'drop_index'; index: IndexRow }
  | { kind: 'add_constraint' }
  | { kind: 'rename_constraint' | 'drop_constraint' | 'validate_constraint'; name: string }
  | { kind: 'create_trigger' }
  | { kind: 'switch_trigger' | 'rename_trigger' | 'drop_trigger'; trigger: TriggerRow }
  | { kind: 'drop_rule' | 'drop_policy'; name: string }
  | { kind: 'create_policy' }
  | { kind: 'change_policy'; policy: PolicyRow }
  | { kind: 'create_partition' | 'attach_partition' | 'inherit' }
  | { kind: 'detach_partition' | 'disinherit'; heir: HeirRow }
  | { kind: 'row_security' | 'force_row_security'; is_on: boolean }
  | { kind: 'change_sequence'; sequence: CatalogRow<'sequence'> }
  | { kind: 'grant' }
  | { kind: 'revoke'; grantee: string | null; privilege: string; column: string | null }
  | { kind: 'change_relation' | 'drop_relation' | 'truncate' | 'refresh' | 'view_source' };
