// The engine of completion and hover: text and catalog in, candidates and descriptions out. No DOM, no editor.

export { complete } from './complete.ts';
export type { Completion } from './complete.ts';
export type { Candidate, CandidateKind } from './candidate.ts';
export { CatalogLoader, loaderOf } from './loader.ts';
export type { CatalogReader } from './loader.ts';
export { describeAt } from './describe.ts';
export type { Description } from './describe.ts';
export { signatureAt } from './signature.ts';
export type { Signature } from './signature.ts';
export { tokenize } from './tokens.ts';
