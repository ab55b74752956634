// The parts of a connection's form: where it leads, how it looks, what its sessions begin with.

import type { ConnectionDefaults } from '@studio-pg/client';
import { useSelector } from '@tanstack/react-form';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Select, Text } from '../../form/controls.tsx';
import { problemsOf } from '../../form/rules.ts';
import type { useForm } from '../../form/use-form.ts';
import { ColorChoice } from '../../ui/choice.tsx';
import { session_attributes, ssl_modes } from './connection-string.ts';
import { PasteField } from './paste-field.tsx';
import type { StringFields } from './connection-string.ts';
import { rulesOf, session_fields } from './values.ts';
import type { ConnectionValues } from './values.ts';

/** The form of a connection. */
export type ConnectionForm = ReturnType<typeof useForm<ConnectionValues>>;

interface PartProps {
  form: ConnectionForm;
}

const plain_text = { autoComplete: 'off', autoCapitalize: 'none', spellCheck: false } as const;

/** A database of this server and a role; a connection that is there keeps both. */
export function LocalFields({ form: { Field, values }, defaults, is_new }: PartProps & { defaults: ConnectionDefaults; is_new: boolean }): ReactNode {
  const is_proven = defaults.roles.find((each) => each.name === values.role)?.is_proven === true;
  if (!is_new) return null;
  return (
    <>
      <Field name="database">{(field) => (
        <field.Select label="Database">
          {withValue(defaults.databases, field.state.value).map((each) => <option key={each}>{each}</option>)}
        </field.Select>
      )}</Field>
      <Field name="role">{(field) => <RoleField roles={defaults.roles} role={field.state.value} onRole={field.handleChange} />}</Field>
      {!is_proven && <Field name="role_password">{(field) => (
        <field.Text label={`Password of ${values.role || 'the role'}`} type="password" autoComplete="off"
          hint="It is checked once, to prove the role, and never kept." />
      )}</Field>}
    </>
  );
}

/** A database of another server. */
export function RemoteFields({ form: { Field, api, values }, password_hint }: PartProps & { password_hint: string }): ReactNode {
  const fill = (fields: StringFields): void => {
    for (const [name, value] of Object.entries(fields) as [keyof StringFields, string][]) api.setFieldValue(name, value);
    if (values.name === '' && fields.database !== undefined) api.setFieldValue('name', fields.database);
  };
  return (
    <>
      <PasteField onFields={fill} />
      <div className="grid grid-cols-[1fr_96px] gap-3">
        <Field name="host">{(field) => <field.Text label="Host" required {...plain_text} />}</Field>
        <Field name="port">{(field) => <field.Text label="Port" inputMode="numeric" placeholder="5432" {...plain_text} />}</Field>
      </div>
      <Field name="database">{(field) => <field.Text label="Database" required {...plain_text} />}</Field>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field name="user">{(field) => <field.Text label="User" required {...plain_text} />}</Field>
        <Field name="password">{(field) => <field.Text label="Password" type="password" autoComplete="off" hint={password_hint} />}</Field>
      </div>
      <Field name="sslmode">{(field) => (
        <field.Select label="Encryption (sslmode)" hint={ssl_words[field.state.value]}>
          {ssl_modes.map((each) => <option key={each}>{each}</option>)}
        </field.Select>
      )}</Field>
    </>
  );
}

const ssl_words: Record<string, string> = {
  disable: 'Nothing is encrypted: password and rows travel in the open.',
  allow: 'Encrypted only where the server insists.',
  prefer: 'Encrypted where the server offers it; whoever sits between can take that away.',
  require: 'Encrypted, but nobody checks that it is the right server.',
  'verify-ca': 'Encrypted; the certificate must be of a known authority.',
  'verify-full': 'Encrypted; the certificate must be of a known authority and bear the name of the host.',
};

const colors = [
  { value: '', label: 'None' }, { value: '#64748b', label: 'Slate' }, { value: '#4f46e5', label: 'Indigo' }, { value: '#0e7490', label: 'Cyan' },
  { value: '#15803d', label: 'Green' }, { value: '#a16207', label: 'Yellow' }, { value: '#c2410c', label: 'Orange' },
  { value: '#be185d', label: 'Pink' }, { value: '#7e22ce', label: 'Violet' },
];

/** What tells this connection from others, and what it refuses. */
export function LookFields({ form: { Field, values } }: PartProps): ReactNode {
  const offered = colors.some((each) => each.value === values.color) ? colors : [...colors, { value: values.color, label: values.color }];
  return (
    <>
      <Field name="environment">{(field) => (
        <field.Select label="Environment" hint="Production is tinted on every tab.">
          <option value="">Not said</option>
          <option value="development">Development</option>
          <option value="staging">Staging</option>
          <option value="production">Production</option>
        </field.Select>
      )}</Field>
      {values.environment !== 'production' && <Field name="color">{(field) => (
        <ColorChoice label="Color" value={field.state.value} options={offered} onChange={field.handleChange} />
      )}</Field>}
      <Field name="is_read_only">{(field) => <field.Check label="Read only: the server refuses every change" />}</Field>
    </>
  );
}

/** What most connections never need. */
export function SessionFields({ form: { Field, values, api } }: PartProps): ReactNode {
  const [is_open, setOpen] = useState(false);
  const attempts = useSelector(api.store, (state) => state.submissionAttempts);
  const problems = attempts > 0 ? problemsOf(rulesOf(values), values)?.fields ?? {} : {};
  // A field that is to blame is never folded away.
  const is_shown = is_open || session_fields.some((name) => name in problems);
  return (
    <details className="rounded-sm border border-line" open={is_shown} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="px-3 py-2 font-medium select-none">Sessions and limits</summary>
      <div className="grid gap-3 border-t border-line p-3">
        <Field name="default_schema">{(field) => <field.Text label="Default schema" hint="It leads the search_path." {...plain_text} />}</Field>
        <Field name="settings">{(field) => <field.TextArea label="Settings of every session" placeholder="work_mem = 64MB" hint="One in a line." {...plain_text} />}</Field>
        <div className="grid gap-3 sm:grid-cols-3">
          <Field name="row_limit">{(field) => <field.Text label="Row limit" inputMode="numeric" placeholder="none" {...plain_text} />}</Field>
          <Field name="timeout">{(field) => <field.Text label="Timeout in seconds" inputMode="numeric" placeholder="none" {...plain_text} />}</Field>
          <Field name="pool_size">{(field) => <field.Text label="Sessions at most" inputMode="numeric" {...plain_text} />}</Field>
        </div>
        {values.kind === 'postgres' && (
          <>
            <Field name="is_transaction_pooling">{(field) => <field.Check label="A pooler in transaction mode stands in between"
              hint="As PgBouncer does. Then there is no transaction mode in the editor." />}</Field>
            <div className="grid gap-3 sm:grid-cols-2">
              <Field name="application_name">{(field) => <field.Text label="Application name" placeholder="studio" {...plain_text} />}</Field>
              <Field name="connect_timeout">{(field) => <field.Text label="Seconds to connect" inputMode="numeric" placeholder="10" {...plain_text} />}</Field>
            </div>
            <Field name="target_session_attrs">{(field) => (
              <field.Select label="Only a server that is (target_session_attrs)">
                <option value="">Not said</option>
                {session_attributes.map((each) => <option key={each}>{each}</option>)}
              </field.Select>
            )}</Field>
          </>
        )}
      </div>
    </details>
  );
}

type Roles = ConnectionDefaults['roles'];

/** Chosen from the list; any other role by its name, which its password then proves. */
function RoleField({ roles, role, onRole }: { roles: Roles; role: string; onRole: (role: string) => void }): ReactNode {
  const [is_other, setOther] = useState(roles.length === 0);
  const is_superuser = roles.find((each) => each.name === role)?.is_superuser === true;
  const turn = (): void => {
    onRole(is_other ? roles[0]?.name ?? '' : '');
    setOther(!is_other);
  };
  return (
    <div className="relative grid">
      {is_other
        ? <Text label="Role" required autoFocus={roles.length > 0} {...plain_text} hint="It must be allowed to log in." />
        : <Select label="Role" hint={is_superuser ? 'A superuser: nothing in the database is protected from it.' : undefined}>
            {withValue(roles.map((each) => each.name), role).map((each) => <option key={each}>{each}</option>)}
          </Select>}
      {roles.length > 0 && <button type="button" onClick={turn} className="absolute top-0 right-0 text-small text-accent hover:underline">
        {is_other ? 'One of my roles' : 'Another role'}
      </button>}
    </div>
  );
}

/** The list, with the value in front where it is not in it. */
function withValue(list: readonly string[], value: string): readonly string[] {
  return value === '' || list.includes(value) ? list : [value, ...list];
}
