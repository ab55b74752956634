// One form style: a label above, the field, a problem or a hint below.

import { ChevronDown } from 'lucide-react';
import { useId } from 'react';
import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react';

const box = 'w-full rounded-sm border border-line-strong bg-surface-0 px-2.5 text-ui placeholder:text-faint '
  + 'disabled:bg-surface-2 aria-invalid:border-danger';

interface Common {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong with the value; it is read out with the field. */
  problem?: ReactNode;
}

interface Described {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

/** The label above a field and the words below it, tied to it by its id. */
function Labelled({ label, hint, problem, children }: Common & { children: (field: Described) => ReactNode }): ReactNode {
  const id = useId();
  const { described, words } = useWords(id, hint, problem);
  return (
    <div className="grid content-start gap-1">
      <label htmlFor={id} className="font-medium">{label}</label>
      {children({ id, ...described })}
      {words}
    </div>
  );
}

function useWords(id: string, hint: ReactNode, problem: ReactNode): { described: Omit<Described, 'id'>; words: ReactNode } {
  const has_hint = hint !== undefined && hint !== null && hint !== false;
  const has_problem = problem !== undefined;
  const ids = [...(has_problem ? [`${id}-problem`] : []), ...(has_hint ? [`${id}-hint`] : [])];
  return {
    described: { 'aria-describedby': ids.length > 0 ? ids.join(' ') : undefined, 'aria-invalid': has_problem || undefined },
    words: (
      <>
        {has_problem && <p id={`${id}-problem`} className="text-small text-danger">{problem}</p>}
        {has_hint && <p id={`${id}-hint`} className="text-small text-muted">{hint}</p>}
      </>
    ),
  };
}

export function TextField({ label, hint, problem, ...rest }: Common & InputHTMLAttributes<HTMLInputElement>): ReactNode {
  return (
    <Labelled label={label} hint={hint} problem={problem}>
      {(field) => <input className={`${box} h-8`} {...rest} {...field} />}
    </Labelled>
  );
}

export function TextAreaField({ label, hint, problem, ...rest }: Common & TextareaHTMLAttributes<HTMLTextAreaElement>): ReactNode {
  return (
    <Labelled label={label} hint={hint} problem={problem}>
      {(field) => <textarea rows={3} className={`${box} py-1.5`} {...rest} {...field} />}
    </Labelled>
  );
}

export function SelectField({ label, hint, problem, ...rest }: Common & SelectHTMLAttributes<HTMLSelectElement>): ReactNode {
  return (
    <Labelled label={label} hint={hint} problem={problem}>
      {(field) => (
        <span className="relative grid">
          <select className={`${box} h-8 appearance-none pr-8`} {...rest} {...field} />
          <ChevronDown aria-hidden size={16} strokeWidth={1.5} className="pointer-events-none absolute top-2 right-2.5 text-muted" />
        </span>
      )}
    </Labelled>
  );
}

export function CheckField({ label, hint, problem, ...rest }: Common & InputHTMLAttributes<HTMLInputElement>): ReactNode {
  const id = useId();
  const { described, words } = useWords(id, hint, problem);
  return (
    <div className="grid gap-1">
      <label className="flex items-start gap-2">
        <input type="checkbox" className="mt-px size-4 shrink-0 accent-accent" {...rest} {...described} />
        {label}
      </label>
      {words}
    </div>
  );
}

/** A small select for bars; its label is for screen readers and the tooltip. */
export function BarSelect({ label, ...rest }: { label: string } & SelectHTMLAttributes<HTMLSelectElement>): ReactNode {
  return (
    <span className="relative grid text-muted has-disabled:text-faint">
      <select aria-label={label} title={label} className={'h-7 max-w-40 appearance-none rounded-sm border border-line '
        + 'bg-surface-0 pr-6 pl-2 text-small hover:text-ink hover:border-line-strong disabled:bg-surface-1'} {...rest} />
      <ChevronDown aria-hidden size={14} strokeWidth={1.5} className="pointer-events-none absolute top-[7px] right-1.5" />
    </span>
  );
}
