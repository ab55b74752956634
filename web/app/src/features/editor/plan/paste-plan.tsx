// A plan from elsewhere, to be looked at: nothing of it is sent anywhere.

import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextAreaField } from '../../../ui/field.tsx';
import type { Explain } from './use-explain.ts';

export function PastePlan({ explain }: { explain: Explain }): ReactNode {
  const [text, setText] = useState('');
  const close = (): void => explain.setPasting(false);
  return (
    <Dialog label="Paste a plan" onClose={close} place="palette">
      <form className="grid gap-3 p-4" onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '') return;
        explain.shelf.paste(text);
        close();
      }}>
        <TextAreaField label="Output of EXPLAIN (FORMAT JSON)" rows={12} value={text} onChange={(event) => setText(event.target.value)} spellCheck={false}
          hint="As psql or a log prints it. It stays in this browser." />
        <div className="flex justify-end gap-2">
          <Button onClick={close}>Cancel</Button>
          <Button look="primary" type="submit" disabled={text.trim() === ''}>Show the plan</Button>
        </div>
      </form>
    </Dialog>
  );
}
