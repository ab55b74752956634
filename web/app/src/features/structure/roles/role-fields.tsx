// The form of a role, and of its password.

import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { isPlainPassword, makePassword, scramVerifier } from '../../../lib/scram.ts';
import { Button } from '../../../ui/button.tsx';
import { CheckField, TextField } from '../../../ui/field.tsx';
import { isLimit } from './role.ts';
import type { RoleForm } from './role.ts';

const plain = { spellCheck: false, autoComplete: 'off' } as const;

export function RoleFields({ form, onChange }: { form: RoleForm; onChange: (form: RoleForm) => void }): ReactNode {
  const set = (change: Partial<RoleForm>): void => onChange({ ...form, ...change });
  const check = (label: string, name: 'may_login' | 'is_superuser' | 'may_create_databases' | 'may_create_roles' | 'inherits' | 'may_replicate' | 'bypasses_rls'): ReactNode => (
    <CheckField label={label} checked={form[name]} onChange={(event) => set({ [name]: event.target.checked })} />
  );
  return (
    <div className="grid gap-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField label="Name" value={form.name} {...plain} onChange={(event) => set({ name: event.target.value })} />
        <TextField label="Comment" value={form.comment} autoComplete="off" onChange={(event) => set({ comment: event.target.value })} />
        <TextField label="Connections at a time" value={form.connection_limit} inputMode="numeric" placeholder="as many as it likes" autoComplete="off"
          problem={isLimit(form.connection_limit) ? undefined : 'This is no whole number.'} onChange={(event) => set({ connection_limit: event.target.value })} />
        <TextField label="Its password is valid until" value={form.valid_until} placeholder="for ever" {...plain} onChange={(event) => set({ valid_until: event.target.value })} />
      </div>
      <div className="grid gap-2 sm:grid-cols-2">
        {check('May log in', 'may_login')}
        {check('Has the privileges of the roles that it is a member of', 'inherits')}
        {check('May create databases', 'may_create_databases')}
        {check('May create roles', 'may_create_roles')}
        {check('May replicate', 'may_replicate')}
        {check('Bypasses row-level security', 'bypasses_rls')}
        {check('Superuser: no check holds it up', 'is_superuser')}
      </div>
    </div>
  );
}

/** What stands for the password that is typed; undefined while none is, or none that can be taken. */
export function usePassword(): { password: string; problem: string | undefined; verifier: string | undefined; setPassword: (password: string) => void } {
  const [password, setPassword] = useState('');
  const [made, setMade] = useState<{ password: string; verifier: string } | null>(null);
  const problem = password === '' ? undefined : problemOf(password);
  useEffect(() => {
    if (password === '' || problem !== undefined) return undefined;
    let is_wanted = true;
    void scramVerifier(password).then((verifier) => {
      if (is_wanted) setMade({ password, verifier });
    });
    return () => { is_wanted = false; };
  }, [password, problem]);
  return { password, problem, verifier: made !== null && made.password === password ? made.verifier : undefined, setPassword };
}

function problemOf(password: string): string | undefined {
  // Browsers offer no cryptography to a page that came unprotected over a network.
  if (!window.isSecureContext) return 'This page came by plain HTTP, where browsers make no verifier. Open it by HTTPS, or on the server itself.';
  return isPlainPassword(password) ? undefined : 'It holds characters that programs write in more than one way, or that cannot be typed. Choose others.';
}

/** The password stays here: the server is sent what SCRAM makes of it. */
export function PasswordField({ password, problem, label, onChange }: { password: string; problem: string | undefined; label: string; onChange: (password: string) => void }): ReactNode {
  const [is_shown, setShown] = useState(false);
  return (
    <div className="flex flex-wrap items-start gap-2">
      <div className="min-w-56 flex-1">
        <TextField label={label} type={is_shown ? 'text' : 'password'} value={password} autoComplete="new-password" spellCheck={false} problem={problem}
          hint="It stays in the browser: PostgreSQL is sent its SCRAM verifier." onChange={(event) => onChange(event.target.value)} />
      </div>
      <div className="flex gap-2 pt-6">
        <Button className="h-8" aria-pressed={is_shown} onClick={() => setShown(!is_shown)}>{is_shown ? 'Hide' : 'Show'}</Button>
        <Button className="h-8" onClick={() => {
          onChange(makePassword());
          setShown(true);
        }}>Make one</Button>
      </div>
    </div>
  );
}
