// Completion from snippets: texts with places to fill in, offered by their names beside whatever else completes.

import { snippet } from '@codemirror/autocomplete';
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import type { Extension } from '@codemirror/state';

export interface EditorSnippet {
  name: string;
  description: string;
  /** With places such as `${column}`. */
  body: string;
}

export function snippetCompletion(snippets: () => readonly EditorSnippet[] | undefined): Extension {
  const source = (context: CompletionContext): CompletionResult | null => {
    const known = snippets();
    const word = context.matchBefore(/[\w-]{2,}$/);
    if (!known || !word) return null;
    const options = known.map(({ name, description, body }): Completion => ({
      label: name, detail: description, type: 'text', boost: -1,
      apply: (view, completion, from, to) => snippet(body)(view, completion, from, to),
    }));
    return { from: word.from, options, validFor: /^[\w-]*$/ };
  };
  return EditorState.languageData.of(() => [{ autocomplete: source }]);
}
