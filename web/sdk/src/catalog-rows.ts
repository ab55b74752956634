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
    total_bytes: Int8 | null; table_bytes: Int8 | null; index_bytes: Int8 | null;
    partition_of: number | null; has_rls: boolean; may_select: boolean; may_insert: boolean; may_update: boolean;
    may_delete: boolean; comment: Text | null;
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
  triggers: {
    oid: number; schema: Text; name: Text; relation: number; relation_name: Text; enabled: Text | boolean;
    definition: Text | null; routine: Text; comment: Text | null;
  };
  types: {
    oid: number; schema: Text; name: Text;
    kind: 'enum' | 'domain' | 'composite' | 'range' | 'multirange' | 'base';
    definition: Text | null; labels: Text | null; owner: Text; comment: Text | null;
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
    is_nullable: boolean; is_generated: boolean; is_identity_always: boolean; may_select: boolean; may_update: boolean;
    may_delete: boolean;
    /** This column in a new row. */
    may_insert: boolean;
    identity: 'always' | 'by_default' | null; default: Text | null;
    /** What PostgreSQL says of a view or foreign table, its triggers counted: of this column, and of rows. */
    is_updatable: boolean; is_insertable: boolean; is_deletable: boolean;
    /** A JSON array of lists of column numbers, by any of which a row is told apart; the primary key first. */
    keys: Text;
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

export type RelationKind =
  | 'table' | 'partitioned_table' | 'view' | 'materialized_view' | 'foreign_table' | 'sequence';
export type ConstraintKind = 'primary_key' | 'unique' | 'foreign_key' | 'check' | 'exclusion' | 'not_null';

/** How far a word of the grammar may serve as a name. */
export type KeywordKind = 'unreserved' | 'column_name' | 'function_or_type_name' | 'reserved';

export type CatalogQuestion = keyof CatalogRows;
export type CatalogRow<Question extends CatalogQuestion> = CatalogRows[Question];
