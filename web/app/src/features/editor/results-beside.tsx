// The results of one query tab without its text, beside the text of another one. Which tab's they are is chosen in its head.

import { useQueryRunner } from '@studio-pg/react';
import type { QueryEditorHandle } from '@studio-pg/react/query-editor';
import { SquareTerminal, X } from 'lucide-react';
import { useRef } from 'react';
import type { ReactNode } from 'react';
import { useConnection } from '../../lib/connection-context.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { BarSelect } from '../../ui/field.tsx';
import { Results } from './results.tsx';
import { useGatedRun } from './run-gate/use-gated-run.tsx';
import { RunFrame } from './running/run-frame.tsx';
import { resultsOf, runnerOf, sessionName } from './runners.ts';
import { useDocument } from './use-document.ts';

interface ResultsBesideProps {
  tab: string;
  /** The tabs to choose from, this one among them. */
  tabs: readonly { id: string; label: string }[];
  onChoose: (tab: string) => void;
  /** Shows the tab's text as well. */
  onText: () => void;
  onClose: () => void;
}

export function ResultsBeside({ tab, tabs, onChoose, onText, onClose }: ResultsBesideProps): ReactNode {
  return (
    <section aria-label="Results of another query" className="flex h-full flex-col">
      <div className="flex min-h-9 shrink-0 items-center gap-2 border-b border-line bg-surface-1 px-2 py-1">
        <BarSelect label="Whose results" value={tab} onChange={(event) => onChoose(event.target.value)}>
          {tabs.map(({ id, label }) => <option key={id} value={id}>Results of {label}</option>)}
        </BarSelect>
        <Button look="quiet" className="ml-auto" onClick={onText}><SquareTerminal aria-hidden size={14} strokeWidth={1.5} />Show its text</Button>
        <IconButton label="Close the results beside" onClick={onClose}><X aria-hidden size={16} strokeWidth={1.5} /></IconButton>
      </div>
      <div className="min-h-0 flex-1"><TabResults key={tab} tab={tab} onText={onText} /></div>
    </section>
  );
}

function TabResults({ tab, onText }: { tab: string; onText: () => void }): ReactNode {
  const connection = useConnection();
  const runner = runnerOf(connection.id, tab);
  const state = useQueryRunner(runner);
  const no_editor = useRef<QueryEditorHandle>(null);
  const [document] = useDocument(connection.id, tab, no_editor);
  const { run, bar, dialog } = useGatedRun(connection, tab, document, runner, no_editor);
  return (
    <>
      {bar}
      <RunFrame tab={tab} mode={document.mode} runner={runner} state={state}>
        <Results tab={tab} state={state} shelf={resultsOf(connection.id, tab)} error_place={null} onGoTo={onText} onShowError={onText}
          onRun={(part) => void run(part)} session={state.transaction === 'in_transaction' ? sessionName(tab) : undefined} />
      </RunFrame>
      {dialog}
    </>
  );
}
