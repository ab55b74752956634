// Row-level security of one relation: for a role, whether policies hold for it and which, command by command, with their
// expressions; and the roles as which the rows can be viewed.

import { asStudioError } from '@studio-pg/client';
import type { CatalogRow } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { catalogQuery } from '../../../lib/catalog-queries.ts';
import { useConnection } from '../../../lib/connection-context.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { SkeletonLines } from '../../../ui/states.tsx';
import { noteRole } from './known-roles.ts';
import { bypassWords, commands, commandWords, policiesOf } from './words.ts';

interface RowSecurityDialogProps {
  relation: CatalogRow<'relations'>;
  as_role: string | undefined;
  onRole: (role: string | undefined) => void;
  onClose: () => void;
}

export function RowSecurityDialog({ relation, as_role, onRole, onClose }: RowSecurityDialogProps): ReactNode {
  const { id } = useConnection();
  const narrowing = { relation: relation.oid };
  const roles = useQuery(catalogQuery(id, 'row_security', narrowing));
  const policies = useQuery(catalogQuery(id, 'policies', narrowing));
  const own = roles.data?.find((each) => each.is_own);
  const [chosen, setChosen] = useState(as_role);
  const role = roles.data?.find((each) => each.role === chosen) ?? own;
  const error = roles.error ?? policies.error;
  return (
    <Dialog label="Row-level security" place="wide" onClose={onClose}>
      <div className="flex h-full flex-col">
        <header className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-3">
          <h2 className="mr-auto min-w-0 truncate text-title font-semibold">{relation.schema}.{relation.name}</h2>
          {role && (
            <label className="flex items-center gap-2">
              <span className="text-muted">Role</span>
              <select className="h-8 max-w-60 rounded-sm border border-line bg-surface-0 px-2" value={role.role} onChange={(event) => setChosen(event.target.value)}>
                {roles.data?.map((each) => <option key={each.oid} value={each.role}>{each.role}{each.is_own ? ' (you)' : ''}</option>)}
              </select>
            </label>
          )}
        </header>
        <div className="min-h-0 flex-1 overflow-auto p-4" tabIndex={0} role="region" aria-label="Policies">
          {error ? <ErrorPanel error={asStudioError(error).fields} />
            : role && policies.data ? <Policies role={role} policies={policies.data} is_enabled={relation.has_rls} /> : <SkeletonLines lines={8} />}
        </div>
        <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-4 py-3">
          <p className="mr-auto text-small text-muted">{roles.data?.length === 1 ? 'There is no other role that you may SET ROLE to.' : 'Rows are viewed as after SET ROLE, and read-only.'}</p>
          <Button className="h-8" onClick={onClose}>Close</Button>
          {role && role.role !== (as_role ?? own?.role) && (
            <Button className="h-8" look="primary" onClick={() => {
              if (!role.is_own) noteRole(id, role.role);
              onRole(role.is_own ? undefined : role.role);
            }}>{role.is_own ? 'View as yourself' : `View as ${role.role}`}</Button>
          )}
        </footer>
      </div>
    </Dialog>
  );
}

function Policies({ role, policies, is_enabled }: { role: CatalogRow<'row_security'>; policies: readonly CatalogRow<'policies'>[]; is_enabled: boolean }): ReactNode {
  if (!is_enabled) return <p>Row-level security is not enabled here: what {role.role} sees is a matter of its privileges alone.</p>;
  const bypass = bypassWords(role);
  if (bypass !== null) return <p>{bypass}</p>;
  const held = policiesOf(role, policies);
  return (
    <div className="grid gap-5">
      <p className="text-muted">A row must pass one of the permissive policies and all of the restrictive ones.</p>
      {commands.map((command) => {
        const shown = held.filter((each) => each.command === command || each.command === 'all');
        const nothing = commandWords(command, held);
        return (
          <section key={command} aria-label={command.toUpperCase()} className="grid gap-1.5">
            <h3 className="font-semibold">{command.toUpperCase()}{nothing !== '' && <span className="font-normal text-danger"> · no permissive policy: {nothing}</span>}</h3>
            <ul className="grid gap-1.5">
              {shown.map((each) => <PolicyLine key={each.oid} policy={each} command={command} />)}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function PolicyLine({ policy, command }: { policy: CatalogRow<'policies'>; command: typeof commands[number] }): ReactNode {
  const using = command === 'insert' ? null : policy.using;
  const check = command === 'select' || command === 'delete' ? null : policy.with_check ?? policy.using;
  return (
    <li className="rounded-md border border-line px-3 py-2">
      <p><b className="font-medium">{policy.name}</b> <span className="text-small text-muted">{policy.is_permissive ? 'permissive' : 'restrictive'} · to {(JSON.parse(policy.roles) as string[]).join(', ')}</span></p>
      {using !== null && <p className="font-mono text-small break-words"><span className="text-muted">USING</span> {using}</p>}
      {check !== null && <p className="font-mono text-small break-words"><span className="text-muted">WITH CHECK</span> {check}</p>}
    </li>
  );
}
