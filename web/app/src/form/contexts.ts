// What the parts of one form share: the field around a control, and the state of the form around its fields.

import { createFormHookContexts } from '@tanstack/react-form';
import { createContext, use } from 'react';
import type { Refusal } from './refusal.ts';

export const { fieldContext, formContext, useFieldContext } = createFormHookContexts();

/** The form as its fields and its foot see it. */
export interface FormState {
  refusal: Refusal | null;
  is_submitting: boolean;
  /** Seconds until the server takes another try; 0 where it takes one now. */
  wait_s: number;
}

export const FormStateContext = createContext<FormState>({ refusal: null, is_submitting: false, wait_s: 0 });

export function useFormState(): FormState {
  return use(FormStateContext);
}
