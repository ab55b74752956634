// How candidates look: a letter for the kind in front, what it is about in the panel beside the list.

import type { Completion as Option } from '@codemirror/autocomplete';
import type { CandidateKind, Candidate } from './completion/candidate.ts';

/** By the kinds of ours; `text` is a snippet. */
const letters: Record<CandidateKind | 'text', string> = {
  text: '…',
  keyword: 'k', schema: 'S', table: 'T', view: 'V', sequence: '#', common_table: 'W', alias: 'a', column: 'c', function: 'ƒ', type: 't', setting: '=', value: '“', join: '⋈',
};

/** A letter in a frame; its color says the same once more. */
export function kindMark(option: Option): HTMLElement {
  const mark = document.createElement('span');
  const kind = (option.type ?? 'keyword') as CandidateKind | 'text';
  mark.className = `cm-kind cm-kind-${kind}`;
  mark.textContent = letters[kind];
  mark.setAttribute('aria-label', kind === 'text' ? 'snippet' : kind.replaceAll('_', ' '));
  mark.setAttribute('role', 'img');
  return mark;
}

export function infoOf(candidate: Candidate): HTMLElement {
  const box = document.createElement('div');
  if (candidate.detail.length > 40) box.append(line('cm-info-code', `${candidate.label}${candidate.detail}`));
  if (candidate.comment !== null) box.append(line('cm-info-comment', candidate.comment));
  return box;
}

export function line(class_name: string, text: string, tag = 'div'): HTMLElement {
  const element = document.createElement(tag);
  element.className = class_name;
  element.textContent = text;
  return element;
}
