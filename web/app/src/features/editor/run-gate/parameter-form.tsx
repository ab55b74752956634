// The values of a text's parameters, typed as the server inferred them. It stands below the editor's bar; Enter goes on.

import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import type { ReactNode, SyntheticEvent } from 'react';
import { catalogQuery } from '../../../lib/catalog-queries.ts';
import { Button } from '../../../ui/button.tsx';
import { fieldKind, problemOf, recentValues } from './parameters.ts';
import type { TextParameter, Values } from './parameters.ts';

interface ParameterFormProps {
  connection: string;
  parameters: readonly TextParameter[];
  values: Values;
  /** What the values are for, as the button says it. */
  verb: string;
  onRun: (values: Values) => void;
  onClose: () => void;
}

export function ParameterForm({ connection, parameters, values: first, verb, onRun, onClose }: ParameterFormProps): ReactNode {
  const [values, setValues] = useState<Values>(() => Object.fromEntries(
    parameters.map(({ name, type }) => [name, first[name] === undefined ? emptyValue(type) : first[name]])));
  const [is_tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('input:enabled, select:enabled, textarea:enabled')?.focus(), []);
  const submit = (event?: SyntheticEvent): void => {
    event?.preventDefault();
    setTried(true);
    const is_right = parameters.every(({ name, type }) => problemOf(fieldKind(type), values[name] ?? null) === null);
    if (is_right) onRun(values);
    else form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  };
  return (
    <form ref={form} aria-label="Parameters" onSubmit={submit} noValidate
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          submit();
        }
      }}
      className="flex max-h-[40vh] flex-wrap items-start gap-x-4 gap-y-2 overflow-auto border-b border-line bg-surface-1 px-3 py-2">
      {parameters.map((parameter) => (
        <ParameterField key={parameter.name} connection={connection} parameter={parameter} is_tried={is_tried}
          value={values[parameter.name] ?? null}
          onChange={(value) => setValues((old) => ({ ...old, [parameter.name]: value }))} />
      ))}
      <div className="flex gap-2 self-end">
        <Button type="submit" look="primary">{verb}</Button>
        <Button onClick={onClose}>Close</Button>
      </div>
    </form>
  );
}

/** What a field begins with: an empty text is a value of a text alone. */
function emptyValue(type: string | null): string {
  return fieldKind(type) === 'boolean' ? 'true' : '';
}

interface FieldProps {
  connection: string;
  parameter: TextParameter;
  value: string | null;
  is_tried: boolean;
  onChange: (value: string | null) => void;
}

const box = 'h-7 w-52 max-w-full rounded-sm border border-line-strong bg-surface-0 px-2 text-small disabled:bg-surface-2 disabled:text-faint aria-invalid:border-danger';

function ParameterField({ connection, parameter, value, is_tried, onChange }: FieldProps): ReactNode {
  const { name, type } = parameter;
  const id = useId();
  const kind = fieldKind(type);
  const labels = useEnumLabels(connection, parameter);
  const [last, setLast] = useState(value ?? '');
  const problem = is_tried ? problemOf(kind, value) : null;
  const change = (next: string): void => {
    setLast(next);
    onChange(next);
  };
  const common = {
    id, disabled: value === null, className: box,
    ...(problem === null ? {} : { 'aria-invalid': true as const, 'aria-describedby': `${id}-problem` }),
  };
  return (
    <div className="grid gap-0.5">
      <label htmlFor={id} className="flex items-baseline gap-1.5 text-small">
        <span className="font-mono font-medium">{name.startsWith('$') ? name : `:${name}`}</span>{' '}
        <span className="text-muted">{type ?? 'unknown type'}</span>
      </label>
      <div className="flex items-center gap-1.5">
        <ValueInput common={common} kind={kind} labels={labels} value={value ?? ''} onChange={change}
          recent={recentValues(connection, name)} />
        <label className="flex items-center gap-1 text-small text-muted">
          <input type="checkbox" className="size-3.5 accent-accent" checked={value === null} aria-label={`NULL for ${name}`}
            onChange={(event) => onChange(event.target.checked ? null : last)} />
          NULL
        </label>
      </div>
      {problem !== null && <p id={`${id}-problem`} className="text-small text-danger">{problem}</p>}
    </div>
  );
}

interface ValueInputProps {
  common: { id: string; disabled: boolean; className: string };
  kind: ReturnType<typeof fieldKind>;
  labels: readonly string[] | null;
  value: string;
  recent: readonly string[];
  onChange: (value: string) => void;
}

const native_types = { date: 'date', time: 'time', timestamp: 'datetime-local' } as const;

function ValueInput({ common, kind, labels, value, recent, onChange }: ValueInputProps): ReactNode {
  const options = kind === 'boolean' ? ['true', 'false'] : labels;
  useEffect(() => {
    // A choice shows its first option, so that is what is chosen.
    if (options?.[0] !== undefined && !options.includes(value) && !common.disabled) onChange(options[0]);
  });
  if (options) {
    return (
      <select {...common} value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => <option key={option}>{option}</option>)}
      </select>
    );
  }
  if (kind === 'json') {
    return (
      <textarea {...common} rows={2} spellCheck={false} value={value} onChange={(event) => onChange(event.target.value)}
        className={`${common.className} h-auto min-h-7 py-1 font-mono`} />
    );
  }
  const list = `${common.id}-recent`;
  return (
    <>
      <input {...common} value={value} onChange={(event) => onChange(event.target.value)} autoComplete="off" spellCheck={false}
        {...(kind === 'date' || kind === 'time' || kind === 'timestamp' ? { type: native_types[kind], step: kind === 'date' ? undefined : 1 } : { type: 'text' })}
        {...(kind === 'integer' || kind === 'number' ? { inputMode: 'decimal' as const } : {})}
        list={recent.length > 0 ? list : undefined} />
      {recent.length > 0 && <datalist id={list}>{recent.map((each) => <option key={each} value={each} />)}</datalist>}
    </>
  );
}

/** The labels of an enum, by the catalog; null for other types, and until it is known. */
function useEnumLabels(connection: string, { type, type_oid }: TextParameter): readonly string[] | null {
  const types = useQuery({ ...catalogQuery(connection, 'types'), enabled: type !== null && fieldKind(type) === 'text' && type_oid >= first_user_oid });
  const found = types.data?.find((each) => each.oid === type_oid && each.kind === 'enum');
  return found?.labels === undefined || found.labels === null ? null : (JSON.parse(found.labels) as string[]);
}

/** Below stand PostgreSQL's own types, none of which is an enum. */
const first_user_oid = 16_384;
