// A secret that is told once: the text to copy, and a sentence that says it will not be shown again.

import { writeClipboard } from '@studio-pg/react';
import { Check, Copy } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';

interface ToldOnceProps {
  label: string;
  value: string;
  /** What it is good for, and that this is the only time. */
  children: ReactNode;
}

export function ToldOnce({ label, value, children }: ToldOnceProps): ReactNode {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [is_copied, setCopied] = useState(false);
  useEffect(() => field.current?.focus(), [value]);
  const copy = async (): Promise<void> => {
    setCopied(await writeClipboard(value));
    // Where the browser refused, the selected text is a key away.
    field.current?.select();
  };
  return (
    <section aria-label={label} className="grid gap-2 rounded-md border border-accent bg-accent-soft p-3">
      <label htmlFor={id} className="font-medium">{label}</label>
      <div className="flex gap-2">
        <input ref={field} id={id} readOnly value={value} aria-describedby={`${id}-words`} onFocus={(event) => event.target.select()}
          className="h-8 min-w-0 flex-1 rounded-sm border border-line-strong bg-surface-0 px-2.5 font-mono text-small" />
        <Button className="h-8 w-24" onClick={() => void copy()}>
          {is_copied ? <Check aria-hidden size={14} strokeWidth={1.5} /> : <Copy aria-hidden size={14} strokeWidth={1.5} />}
          {is_copied ? 'Copied' : 'Copy'}
        </Button>
      </div>
      <p id={`${id}-words`} className="text-small text-muted">{children}</p>
    </section>
  );
}
