// A form: its values, the rules they keep, and what submitting does. A refusal of the server stands at the field that it
// names until that field is changed; what was typed is never lost.

import { asStudioError } from '@studio-pg/client';
import { createFormHook, revalidateLogic, useSelector } from '@tanstack/react-form';
import { useState } from 'react';
import { fieldContext, formContext } from './contexts.ts';
import { Check, Select, Text, TextArea } from './controls.tsx';
import { refusalOf } from './refusal.ts';
import type { Places, Refusal } from './refusal.ts';
import { problemsOf } from './rules.ts';
import type { Rules } from './rules.ts';

const { useAppForm } = createFormHook({
  fieldContext, formContext, fieldComponents: { Text, TextArea, Select, Check }, formComponents: {},
});

interface FormOptions<Values> {
  /** What the fields hold first; its names are the names of the fields. */
  values: Values;
  /** Checked when it is submitted, and from then on with every change. */
  rules?: Rules<Values> | ((values: Values) => Rules<Values>);
  /** The fields of constraints whose names do not say it, as `{ account_email_is_taken: 'email' }`. */
  places?: Places;
  /** Does it; what is thrown is shown as a refusal. */
  onSubmit: (values: Values) => Promise<unknown>;
}

/** The handle of a form; hand it to `Form`. `Field` is the place of one field, `values` what the fields hold now. */
// The type of a TanStack form has twelve parameters: it is inferred.
export function useForm<Values extends object>({ values, rules = {}, places, onSubmit }: FormOptions<Values>) {
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const api = useAppForm({
    defaultValues: values,
    validationLogic: revalidateLogic(),
    validators: {
      onDynamic: ({ value }) => problemsOf(typeof rules === 'function' ? rules(value) : rules, value),
    },
    onSubmit: async ({ value }) => {
      setRefusal(null);
      try {
        await onSubmit(value);
      } catch (thrown) {
        setRefusal(refusalOf(asStudioError(thrown), value, places));
      }
    },
  });
  return { api, Field: api.AppField, refusal, values: useSelector(api.store, (state) => state.values) };
}
