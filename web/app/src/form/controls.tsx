// The controls of a form's fields: those of ui, bound to the field around them.

import { useSelector } from '@tanstack/react-form';
import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react';
import { CheckField, SelectField, TextAreaField, TextField } from '../ui/field.tsx';
import { useFieldContext, useFormState } from './contexts.ts';

interface Labelled {
  label: ReactNode;
  hint?: ReactNode;
}
type Bound = 'value' | 'name' | 'checked' | 'onBlur';

/** The problem of the field around: of its rule, or what the server said of the value that is still there. */
function useProblem(): ReactNode {
  const field = useFieldContext<unknown>();
  const { refusal } = useFormState();
  const { errors } = useSelector(field.store, (state) => state.meta);
  const [first] = errors as readonly unknown[];
  if (typeof first === 'string') return first;
  const place = refusal?.place;
  return place?.field === field.name && place.value === field.state.value ? place.message : undefined;
}

/** One line of text; `type` may be `email` or `password`. `onChange` hears of changes too. */
export function Text({ onChange, ...rest }: Labelled & Omit<InputHTMLAttributes<HTMLInputElement>, Bound>): ReactNode {
  const field = useFieldContext<string>();
  return <TextField {...rest} name={field.name} problem={useProblem()} value={field.state.value} onBlur={field.handleBlur}
    onChange={(event) => { field.handleChange(event.target.value); onChange?.(event); }} />;
}

/** Several lines of text. */
export function TextArea({ onChange, ...rest }: Labelled & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, Bound>): ReactNode {
  const field = useFieldContext<string>();
  return <TextAreaField {...rest} name={field.name} problem={useProblem()} value={field.state.value} onBlur={field.handleBlur}
    onChange={(event) => { field.handleChange(event.target.value); onChange?.(event); }} />;
}

/** One of several; the options are its children. */
export function Select({ onChange, ...rest }: Labelled & Omit<SelectHTMLAttributes<HTMLSelectElement>, Bound>): ReactNode {
  const field = useFieldContext<string>();
  return <SelectField {...rest} name={field.name} problem={useProblem()} value={field.state.value} onBlur={field.handleBlur}
    onChange={(event) => { field.handleChange(event.target.value); onChange?.(event); }} />;
}

/** Yes or no. */
export function Check({ label, hint }: Labelled): ReactNode {
  const field = useFieldContext<boolean>();
  return <CheckField label={label} hint={hint} name={field.name} problem={useProblem()} checked={field.state.value}
    onBlur={field.handleBlur} onChange={(event) => field.handleChange(event.target.checked)} />;
}
