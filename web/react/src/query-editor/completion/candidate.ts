// One thing that may stand at the cursor.

export type CandidateKind =
  | 'keyword' | 'schema' | 'table' | 'view' | 'sequence' | 'common_table' | 'alias' | 'column' | 'function' | 'type' | 'setting' | 'value' | 'join';

export interface Candidate {
  kind: CandidateKind;
  /** What is listed. */
  label: string;
  /** What is typed is compared with; absent: the label. */
  match?: string;
  /** What is put into the text, quoted where it must be. */
  insert: string;
  /** Beside the label: its type, its table, its arguments. */
  detail: string;
  /** What it is about, for the panel beside the list. */
  comment: string | null;
  /** How fitting it is here, 0 to 99; more where it is to come before a better match. */
  weight: number;
  /** The place among equals; absent: by length and alphabet. */
  order?: number;
  /** How far before its end the cursor comes to stand. */
  back?: number;
  /** Whether the list opens again behind it. */
  goes_on?: boolean;
}
