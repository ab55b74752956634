// One form style: a label above, the field, a hint or an error below.

import { ChevronDown } from 'lucide-react';
import { useId } from 'react';
import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes } from 'react';

const box = 'h-8 w-full rounded-sm border border-line-strong bg-surface-0 px-2.5 text-ui placeholder:text-faint disabled:bg-surface-2';

interface Common {
  label: string;
  hint?: ReactNode;
}

export function TextField({ label, hint, ...rest }: Common & InputHTMLAttributes<HTMLInputElement>): ReactNode {
  const id = useId();
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="font-medium">{label}</label>
      <input id={id} className={box} aria-describedby={hint ? `${id}-hint` : undefined} {...rest} />
      {hint !== undefined && <p id={`${id}-hint`} className="text-small text-muted">{hint}</p>}
    </div>
  );
}

export function SelectField({ label, hint, ...rest }: Common & SelectHTMLAttributes<HTMLSelectElement>): ReactNode {
  const id = useId();
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="font-medium">{label}</label>
      <span className="relative grid">
        <select id={id} className={`${box} appearance-none pr-8`} aria-describedby={hint ? `${id}-hint` : undefined} {...rest} />
        <ChevronDown aria-hidden size={16} strokeWidth={1.5} className="pointer-events-none absolute top-2 right-2.5 text-muted" />
      </span>
      {hint !== undefined && <p id={`${id}-hint`} className="text-small text-muted">{hint}</p>}
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
