// Signing in: one field group, three ways. A one-time link in the address signs in by itself; its token leaves the
// address before anything is sent.

import type { Credentials } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { asStudioError } from '@studio-pg/client';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { client } from '../../lib/client.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { takeLinkFromAddress } from './link.ts';

type Way = 'role' | 'email' | 'link';
const ways: readonly { way: Way; label: string }[] = [
  { way: 'role', label: 'Database role' },
  { way: 'email', label: 'E-mail' },
  { way: 'link', label: 'One-time link' },
];

export function SignInPage({ onSignedIn }: { onSignedIn: () => void }): ReactNode {
  const [way, setWay] = useState<Way>('role');
  const [name, setName] = useState('');
  const [secret, setSecret] = useState('');
  const signIn = useMutation({
    mutationFn: (credentials: Credentials) => client.session.signIn(credentials),
    onSuccess: onSignedIn,
  });
  const { mutate } = signIn;
  useEffect(() => {
    const link = takeLinkFromAddress();
    if (link !== null) mutate({ link });
  }, [mutate]);

  const submit = (): void => {
    if (way === 'link') mutate({ link: secret.trim() });
    else if (way === 'email') mutate({ email: name, password: secret });
    else mutate({ role: name, password: secret });
  };
  const change = (next: Way): void => {
    setWay(next);
    setSecret('');
    signIn.reset();
  };
  return (
    <main className="grid h-full place-items-center overflow-auto bg-surface-1 p-4">
      <title>Sign in · studio</title>
      <form className="grid w-full max-w-sm gap-4 rounded-md border border-line bg-surface-0 p-6"
        onSubmit={(event) => { event.preventDefault(); submit(); }}>
        <h1 className="text-large font-semibold">Sign in to studio</h1>
        <div role="radiogroup" aria-label="How to sign in" className="grid grid-cols-3 rounded-sm bg-surface-2 p-0.5">
          {ways.map((each) => (
            <label key={each.way}
              className="rounded-sm px-1 py-1 text-center text-small font-medium text-muted has-checked:bg-surface-0 has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent">
              <input type="radio" name="way" className="sr-only" checked={way === each.way}
                onChange={() => change(each.way)} />
              {each.label}
            </label>
          ))}
        </div>
        <Fields way={way} name={name} secret={secret} onName={setName} onSecret={setSecret} />
        {signIn.error !== null && <ErrorPanel error={asStudioError(signIn.error).fields} />}
        <Button look="primary" type="submit" className="h-8" disabled={signIn.isPending}>
          {signIn.isPending ? 'Signing in …' : 'Sign in'}
        </Button>
      </form>
    </main>
  );
}

interface FieldsProps {
  way: Way;
  name: string;
  secret: string;
  onName: (name: string) => void;
  onSecret: (secret: string) => void;
}

function Fields({ way, name, secret, onName, onSecret }: FieldsProps): ReactNode {
  if (way === 'link') {
    return (
      <TextField label="Link or its token" required autoComplete="off" value={secret}
        onChange={(event) => onSecret(event.target.value)}
        hint={<>In psql: <code className="font-mono">SELECT studio.login_link();</code></>} />
    );
  }
  return (
    <>
      {way === 'role'
        ? <TextField label="Role" required autoFocus autoComplete="username" autoCapitalize="none" spellCheck={false}
            value={name} onChange={(event) => onName(event.target.value)} />
        : <TextField label="E-mail" type="email" required autoComplete="username" value={name}
            onChange={(event) => onName(event.target.value)} />}
      <TextField label="Password" type="password" required autoComplete="current-password" value={secret}
        onChange={(event) => onSecret(event.target.value)} />
    </>
  );
}
