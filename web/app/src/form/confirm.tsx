// Asks before something is destroyed: says what goes with it, and where much does, wants its name typed.

import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Form, FormFoot } from './form.tsx';
import { exactRule } from './rules.ts';
import { useForm } from './use-form.ts';

interface ConfirmProps {
  /** A question. */
  title: string;
  /** What the button does: a verb. */
  verb: string;
  pending: string;
  /** The name to type, where a click would be too easy. */
  name?: string;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
  /** What happens, and what stays. */
  children: ReactNode;
}

export function Confirm({ title, verb, pending, name, onConfirm, onClose, children }: ConfirmProps): ReactNode {
  const form = useForm({
    values: { typed: '' },
    rules: name === undefined ? {} : { typed: exactRule(name) },
    onSubmit: onConfirm,
  });
  return (
    <Dialog label={title} onClose={onClose}>
      <Form of={form} className="grid gap-4 p-5">
        <h2 className="text-title font-semibold">{title}</h2>
        <div className="grid gap-2 text-muted">{children}</div>
        {name !== undefined && <form.Field name="typed">{(field) => (
          <field.Text label={<>Type <span className="font-semibold select-all">{name}</span> to go on</>} autoComplete="off"
            autoCapitalize="none" spellCheck={false} />
        )}</form.Field>}
        <FormFoot submit={verb} pending={pending} look="danger"><Button className="h-8" onClick={onClose}>Cancel</Button></FormFoot>
      </Form>
    </Dialog>
  );
}
