// The columns of each catalog question of doc/protocol.md section 5, as types. int8 comes as text, oid as a number.
// Sizes and definitions are null where another session holds the relation in ACCESS EXCLUSIVE mode.

type Text = string;
type Int8 = string;

export interface CatalogRows {
  schemas: {
    oid: number; schema: Text; owner: Text; is_system: boolean; may_create: boolean; may_use: boolean;
    comment: Text | null;
    /** Where names without a schema are looked for, 1 first; null: not in the path. */
    search_path_position: number | null;
  };
  relations: {
    oid: number; schema: Text; name: Text; kind: RelationKind; owner: Text;
    /** −1 where it was never analyzed. */
    estimated_rows: Int8 | number;
    partition_of: number | null; has_rls: boolean; may_select: boolean; may_insert: boolean; may_update: boolean;
    may_delete: boolean; comment: Text | null;
  };
  /** Of relations that have storage. */
  sizes: {
    oid: number; total_bytes: Int8 | null; table_bytes: Int8 | null; index_bytes: Int8 | null;
    /** Read from the files just now; false: as the last VACUUM or ANALYZE found them, null where there was none. */
    is_exact: boolean;
  };
  columns: {
    oid: number; schema: Text; name: Text; column_number: number; column: Text; type: Text; type_oid: number;
    typmod: number; is_nullable: boolean; default: Text | null; identity: 'always' | 'by_default' | null;
    is_generated: boolean; collation: Text | null; primary_key_position: number | null; comment: Text | null;
  };
  constraints: {
    oid: number; schema: Text; name: Text; relation: number; relation_name: Text; kind: ConstraintKind;
    /** A JSON array, as text. */
    columns: Text | null;
    definition: Text | null; referenced_relation: number | null; referenced_schema: Text | null;
    referenced_name: Text | null; referenced_columns: Text | null; on_update: Text | null; on_delete: Text | null;
    is_deferrable: boolean; is_deferred: boolean; is_validated: boolean; comment: Text | null;
  };
  indexes: {
    oid: number; schema: Text; name: Text; relation: number; relation_name: Text; method: Text; is_unique: boolean;
    is_primary: boolean; is_valid: boolean; bytes: Int8 | null; scans: Int8 | null; definition: Text | null;
    comment: Text | null;
  };
  routines: {
    oid: number; schema: Text; name: Text; kind: 'function' | 'procedure' | 'aggregate' | 'window'; arguments: Text;
    returns: Text | null; language: Text; volatility: Text; is_security_definer: boolean; owner: Text;
    comment: Text | null;
  };
  /** Narrowed by the routine's oid. */
  routine_source: {
    oid: number; schema: Text; name: Text; kind: 'function' | 'procedure' | 'aggregate' | 'window';
    /** `schema.name(types)`, quoted, as DROP and ALTER want it. */
    signature: Text;
    /** CREATE OR REPLACE …; null of an aggregate. */
    source: Text | null;
  };
  triggers: {
    oid: number; schema: Text; name: Text; relation: number; relation_name: Text; enabled: 'origin' | 'replica' | 'always' | 'disabled';
    definition: Text | null; routine: Text; comment: Text | null;
  };
  types: {
    oid: number; schema: Text; name: Text;
    kind: 'enum' | 'domain' | 'composite' | 'range' | 'multirange' | 'base';
    definition: Text | null; labels: Text | null; owner: Text; comment: Text | null;
  };
  /** What one domain allows, narrowed by the type's oid: one row. */
  domain: {
    oid: number; base_type: Text; default: Text | null; is_nullable: boolean;
    /** A JSON array of its checks: `{name, definition, is_validated}`. */
    constraints: Text;
  };
  /** How one sequence counts: one row. */
  sequence: {
    oid: number; type: Text; start: Int8; increment: Int8; minimum: Int8; maximum: Int8; cache: Int8; is_cyclic: boolean;
    /** Null before the first, and where the role may not read it. */
    last_value: Int8 | null; is_identity: boolean | null;
    /** The column that it goes with. */
    owner_schema: Text | null; owner_relation: Text | null; owner_column: Text | null;
  };
  /** What a value of one type is made of, narrowed by the type's oid: its one element, bound or range, or its attributes. */
  type_parts: {
    /** Of the type. */
    kind: TypeStructure;
    /** Between an array's elements. */
    delimiter: Text | null;
    /** Of a composite's attribute. */
    name: Text | null;
    type: Text; base_type: Text; base_type_oid: number; is_text: boolean; structure: TypeStructure | null;
    /** A JSON array, of an enum. */
    labels: Text | null;
  };
  foreign_keys: {
    oid: number; name: Text; relation: number;
    /** A JSON array, as text; so is `referenced_columns`, in the same order. */
    columns: Text;
    referenced_relation: number; referenced_columns: Text;
  };
  values: {
    /** Of the relation. */
    oid: number; column: Text;
    /** A JSON array of texts, the most common first. */
    values: Text | null;
  };
  /** What the role may do with the rows of one relation, by its columns. */
  changeable: {
    /** Of the relation. */
    oid: number; schema: Text; name: Text; kind: RelationKind;
    column_number: number; column: Text; type: Text; type_oid: number;
    /** Under a domain the domain's. */
    base_type: Text; base_type_oid: number;
    /** Whether an empty text is a value of its own. */
    is_text: boolean;
    /** Of the base type; null where its values have no parts. */
    structure: TypeStructure | null;
    is_nullable: boolean; is_generated: boolean; is_identity_always: boolean; may_select: boolean; may_update: boolean;
    may_delete: boolean;
    /** This column in a new row. */
    may_insert: boolean;
    identity: 'always' | 'by_default' | null; default: Text | null;
    /** What PostgreSQL says of a view or foreign table, its triggers counted: of this column, and of rows. */
    is_updatable: boolean; is_insertable: boolean; is_deletable: boolean;
    /** A JSON array of lists of column numbers, by any of which a row is told apart; the primary key first. */
    keys: Text;
    /** Whether `ctid` names a row: of a table that has no children. */
    has_place: boolean;
  };
  policies: {
    oid: number; schema: Text; name: Text; relation: number; relation_name: Text;
    command: 'all' | 'select' | 'insert' | 'update' | 'delete'; is_permissive: boolean;
    /** A JSON array of names; `public` where it holds for all. */
    roles: Text;
    /** To the role that asks. */
    applies: boolean; using: Text | null; with_check: Text | null; comment: Text | null;
  };
  /** One for each role that the connection's role may SET ROLE to, itself first. */
  row_security: {
    /** Of the role. */
    oid: number; role: Text; is_own: boolean; may_login: boolean; is_enabled: boolean; is_forced: boolean;
    /** Why no policy holds for it; null: they do. */
    bypass: 'superuser' | 'bypassrls' | 'owner' | null;
    /** A JSON array of the oids of the policies that name it, or a role whose rights it has. */
    policies: Text;
  };
  rules: {
    oid: number; schema: Text; name: Text; relation: number; relation_name: Text;
    event: 'select' | 'insert' | 'update' | 'delete'; is_instead: boolean; enabled: Text; definition: Text | null;
    comment: Text | null;
  };
  /** Who may do what with one relation; `grantee` is null for PUBLIC, `column` for the whole relation. */
  privileges: {
    oid: number; grantee: Text | null; privilege: Text; column: Text | null; grantor: Text; is_grantable: boolean;
  };
  /** Narrowed by a schema: who may do what with it. Without one there are no rows. */
  schema_privileges: {
    oid: number;
    /** Null: everybody (PUBLIC). */
    grantee: Text | null;
    privilege: 'usage' | 'create'; grantor: Text; is_grantable: boolean;
  };
  /** From what one relation inherits, and what inherits from it, partitions too. */
  inheritance: {
    /** Of the other relation. */
    oid: number; schema: Text; name: Text; kind: RelationKind; direction: 'child' | 'parent'; is_partition: boolean; is_detach_pending: boolean;
    bound: Text | null; estimated_rows: Int8 | number;
  };
  /** What depends on one relation, and on what it depends, one step. */
  dependencies: {
    direction: 'dependent' | 'dependency'; kind: Text; identity: Text; schema: Text | null; name: Text | null;
    /** The constraints that tie them. */
    through: Text | null;
    /** Whether it goes with the relation without CASCADE. */
    is_automatic: boolean;
  };
  /** How one relation is stored and used: one row. Counts are null for what PostgreSQL does not count (views). */
  storage: {
    oid: number; persistence: 'permanent' | 'unlogged' | 'temporary'; access_method: Text | null; tablespace: Text;
    /** A JSON array of `name=value`. */
    options: Text;
    replica_identity: 'default' | 'nothing' | 'full' | 'index'; has_rls: boolean; is_rls_forced: boolean;
    partition_key: Text | null; partition_bound: Text | null; estimated_rows: Int8 | number; pages: number;
    all_visible_pages: number; heap_bytes: Int8 | null; toast_bytes: Int8 | null; index_bytes: Int8 | null;
    live_rows: Int8 | null; dead_rows: Int8 | null; changes_since_analyze: Int8 | null; sequential_scans: Int8 | null;
    index_scans: Int8 | null; rows_inserted: Int8 | null; rows_updated: Int8 | null; rows_hot_updated: Int8 | null;
    rows_deleted: Int8 | null; vacuumed_at: Text | null; analyzed_at: Text | null; transaction_age: number;
  };
  /** What ANALYZE knows of each column of one relation, null where it knows nothing. */
  column_statistics: {
    oid: number; column_number: number; column: Text; storage: 'plain' | 'external' | 'main' | 'extended';
    compression: 'pglz' | 'lz4' | null; null_fraction: number | null; average_bytes: number | null;
    /** Below 0: that part of the rows, negated. */
    distinct_values: number | null;
    correlation: number | null;
  };
  /** The statements that make one relation again, in their order, without semicolons. */
  definition: {
    oid: number; kind: Text; name: Text | null;
    /** Null where reading it would wait for a lock. */
    statement: Text | null;
  };
  /** Installed ones and those that the server offers. */
  extensions: {
    oid: number | null; name: Text;
    /** Null: not installed. */
    version: Text | null;
    /** Null: the server no longer has its files. */
    default_version: Text | null;
    schema: Text | null; is_relocatable: boolean | null; owner: Text | null; comment: Text | null;
  };
  /** The server's roles; narrowed by the oid of one. */
  roles: {
    oid: number; role: Text; is_superuser: boolean; may_login: boolean; may_create_databases: boolean; may_create_roles: boolean;
    inherits: boolean; may_replicate: boolean; bypasses_rls: boolean;
    /** −1: none. */
    connection_limit: number;
    /** Null: for ever. */
    valid_until: Text | null; is_own: boolean;
    /** Whether the role that asks may change it. */
    may_change: boolean;
    /** JSON arrays of `{role, is_admin}`. */
    member_of: Text; members: Text; comment: Text | null;
  };
  /** What one role was granted by name, narrowed by its oid. */
  role_privileges: {
    kind: 'database' | 'schema' | 'table' | 'sequence' | 'function' | 'procedure';
    /** As GRANT writes it. */
    identity: Text; schema: Text | null; name: Text | null; privilege: Text; grantor: Text; is_grantable: boolean;
  };
  /** What will be granted on objects that are made from now on. */
  default_privileges: {
    owner: Text;
    /** Null: in all. */
    schema: Text | null; kind: 'tables' | 'sequences' | 'functions' | 'types' | 'schemas' | 'other';
    /** Null: PUBLIC. */
    grantee: Text | null; privilege: Text; is_grantable: boolean;
  };
  settings: {
    name: Text; type: 'bool' | 'integer' | 'real' | 'string' | 'enum'; value: Text; unit: Text | null; context: Text;
    category: Text;
    /** A JSON array of texts, of an enum. */
    choices: Text | null;
    minimum: Text | null; maximum: Text | null; comment: Text | null;
  };
  keywords: { word: Text; kind: KeywordKind };
}

export type TypeStructure = 'array' | 'range' | 'multirange' | 'composite';

export type RelationKind =
  | 'table' | 'partitioned_table' | 'view' | 'materialized_view' | 'foreign_table' | 'sequence';
export type ConstraintKind = 'primary_key' | 'unique' | 'foreign_key' | 'check' | 'exclusion' | 'not_null';

/** How far a word of the grammar may serve as a name. */
export type KeywordKind = 'unreserved' | 'column_name' | 'function_or_type_name' | 'reserved';

export type CatalogQuestion = keyof CatalogRows;
export type CatalogRow<Question extends CatalogQuestion> = CatalogRows[Question];
