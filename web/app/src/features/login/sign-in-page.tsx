// Signing in: one field group, three ways. A one-time link in the address signs in by itself; its token left the
// address before anything was sent.

import { asStudioError } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { Form, FormFoot } from '../../form/form.tsx';
import { emailRule, textRule } from '../../form/rules.ts';
import { useForm } from '../../form/use-form.ts';
import { addressSecret, forgetAddressSecret } from '../../lib/address-secret.ts';
import { client } from '../../lib/client.ts';
import { Card } from '../../ui/card.tsx';
import { BusyBar } from '../../ui/states.tsx';
import { credentialsOf, lastWay, rememberWay, ways } from './way.ts';
import type { Way } from './way.ts';

interface SignInPageProps {
  /** Why one should sign in, where it is not for the studio itself. */
  about?: ReactNode;
  onSignedIn: () => void;
}

export function SignInPage({ about, onSignedIn }: SignInPageProps): ReactNode {
  const [way, setWay] = useState(lastWay);
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: (link: string) => client.session.signIn({ link }), onSuccess: onSignedIn,
  });
  useEffect(() => {
    const link = addressSecret('link');
    forgetAddressSecret('link');
    if (link !== null) mutate(link);
  }, [mutate]);
  return (
    <Card title="Sign in to studio" about={about}>
      <title>Sign in · studio</title>
      {isPending && <BusyBar label="Signing in" />}
      {error && <ErrorPanel error={asStudioError(error).fields} />}
      <div role="radiogroup" aria-label="How to sign in" className="grid grid-cols-3 rounded-sm bg-surface-2 p-0.5">
        {ways.map((each) => (
          <label key={each.way}
            className="rounded-sm px-1 py-1 text-center text-small font-medium text-muted has-checked:bg-surface-0 has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent">
            <input type="radio" name="way" className="sr-only" checked={way === each.way}
              onChange={() => { setWay(each.way); reset(); }} />
            {each.label}
          </label>
        ))}
      </div>
      <SignInForm key={way} way={way} onSignedIn={onSignedIn} />
    </Card>
  );
}

function SignInForm({ way, onSignedIn }: { way: Way; onSignedIn: () => void }): ReactNode {
  const form = useForm({
    values: { name: '', secret: '' },
    rules: way === 'link' ? { secret: textRule('The link', 1, 1000) } : {
      name: way === 'email' ? emailRule() : textRule('The role', 1, 63), secret: textRule('The password', 1, 1024),
    },
    onSubmit: async ({ name, secret }) => {
      await client.session.signIn(credentialsOf(way, name, secret));
      rememberWay(way);
      onSignedIn();
    },
  });
  const { Field } = form;
  return (
    <Form of={form} label="Sign in">
      {way !== 'link' && <Field name="name">{(field) => (way === 'email'
        ? <field.Text label="E-mail" type="email" autoFocus autoComplete="username" />
        : <field.Text label="Role" autoFocus autoComplete="username" autoCapitalize="none" spellCheck={false}
            hint="A role of this PostgreSQL server that may use studio." />)}
      </Field>}
      <Field name="secret">{(field) => (way === 'link'
        ? <field.Text label="Link or its token" autoFocus autoComplete="off"
            hint={<>In psql: <code className="font-mono">SELECT studio.login_link();</code></>} />
        : <field.Text label="Password" type="password" autoComplete="current-password"
            hint={way === 'email' ? 'Forgotten? An owner of your organization can make a link that signs you in.' : undefined} />)}
      </Field>
      <FormFoot submit="Sign in" pending="Signing in …" width="wide" />
    </Form>
  );
}
