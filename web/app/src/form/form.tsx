// The one form: Enter submits, the first bad field gets the focus, a refusal that no field is to blame for stands in the
// panel above the buttons, and what must wait counts down.

import { ErrorPanel } from '@studio-pg/react';
import { useSelector } from '@tanstack/react-form';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { FormStateContext, useFormState } from './contexts.ts';
import type { Refusal } from './refusal.ts';

interface FormHandle {
  api: {
    handleSubmit: () => Promise<void>;
    store: Parameters<typeof useSelector<{ isSubmitting: boolean; submissionAttempts: number }>>[0];
  };
  refusal: Refusal | null;
}

interface FormProps {
  of: FormHandle;
  label?: string;
  className?: string;
  children: ReactNode;
}

export function Form({ of: { api, refusal }, label, className = 'grid gap-3', children }: FormProps): ReactNode {
  const element = useRef<HTMLFormElement>(null);
  const is_submitting = useSelector(api.store, (state) => state.isSubmitting);
  const attempts = useSelector(api.store, (state) => state.submissionAttempts);
  const wait_s = useSecondsUntil(refusal?.retry_at ?? null);
  const looked_at = useRef(0);
  useEffect(() => {
    if (is_submitting || attempts === looked_at.current) return;
    looked_at.current = attempts;
    element.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [attempts, is_submitting]);
  return (
    <form ref={element} noValidate aria-label={label} className={className}
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        if (!is_submitting && wait_s === 0) void api.handleSubmit();
      }}>
      <FormStateContext value={{ refusal, is_submitting, wait_s }}>{children}</FormStateContext>
    </form>
  );
}

interface FormFootProps {
  /** What the button does, and what it says meanwhile. */
  submit: string;
  pending: string;
  look?: 'primary' | 'danger';
  /** `wide`: the one button of a narrow page. */
  width?: 'wide' | 'fit';
  autoFocus?: boolean;
  /** Other buttons, before the one that submits. */
  children?: ReactNode;
}

/** The end of a form: the error panel and the buttons. The button keeps the focus while it waits, so it is never disabled. */
export function FormFoot({ submit, pending, look = 'primary', width = 'fit', autoFocus, children }: FormFootProps): ReactNode {
  const { refusal, is_submitting, wait_s } = useFormState();
  return (
    <>
      {refusal !== null && refusal.place === null && <ErrorPanel error={refusal.error.fields} />}
      <div className={width === 'wide' ? 'grid gap-2' : 'flex justify-end gap-2'}>
        {children}
        <Button look={look} type="submit" className="h-8 tabular-nums" autoFocus={autoFocus}
          aria-disabled={is_submitting || wait_s > 0}>
          {is_submitting ? pending : wait_s > 0 ? `Try again in ${wait_s} s` : submit}
        </Button>
      </div>
    </>
  );
}

function useSecondsUntil(time: number | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (time === null) return;
    const look = (): void => {
      setNow(Date.now());
      if (Date.now() >= time) clearInterval(timer);
    };
    const timer = setInterval(look, 250);
    look();
    return () => clearInterval(timer);
  }, [time]);
  return time === null ? 0 : Math.max(0, Math.ceil((time - now) / 1000));
}
