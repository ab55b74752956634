/** A part of the editor's text, in its own offsets. */
export interface TextRange {
  from: number;
  to: number;
}
