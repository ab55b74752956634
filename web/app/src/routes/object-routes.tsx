// /c/<connection>/routines/<oid>, /types/<oid>, /schemas/<name>, /roles, /roles/<name>, /extensions: objects that have no rows.

import { createRoute, lazyRouteComponent, Link, useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { ReactNode } from 'react';
import { RoleLink } from '../features/structure/roles/role-link.ts';
import { ChangeTools } from '../features/structure/change/change-tools.ts';
import { useChangeTools } from './change-tools.tsx';
import { connectionRoute } from './connection-route.tsx';

const RoutinePage = lazyRouteComponent(() => import('../features/structure/routine-page.tsx'), 'RoutinePage');
const ExtensionsPage = lazyRouteComponent(() => import('../features/structure/extensions/extensions-page.tsx'), 'ExtensionsPage');
const RolePage = lazyRouteComponent(() => import('../features/structure/roles/role-page.tsx'), 'RolePage');
const RolesPage = lazyRouteComponent(() => import('../features/structure/roles/roles-page.tsx'), 'RolesPage');
const SchemaPage = lazyRouteComponent(() => import('../features/structure/schema-page.tsx'), 'SchemaPage');
const TypePage = lazyRouteComponent(() => import('../features/structure/type-page.tsx'), 'TypePage');

export const routineRoute = createRoute({
  getParentRoute: () => connectionRoute,
  path: '/routines/$oid',
  loader: () => RoutinePage.preload?.(),
  component: function Routine(): ReactNode {
    const { connection, oid } = routineRoute.useParams();
    const onGone = useOnGone(connection);
    return <ChangeTools value={useChangeTools(connection)}><RoutinePage key={oid} oid={Number(oid)} onGone={onGone} /></ChangeTools>;
  },
});

export const typeRoute = createRoute({
  getParentRoute: () => connectionRoute,
  path: '/types/$oid',
  loader: () => TypePage.preload?.(),
  component: function Type(): ReactNode {
    const { connection, oid } = typeRoute.useParams();
    const onGone = useOnGone(connection);
    return <ChangeTools value={useChangeTools(connection)}><TypePage key={oid} oid={Number(oid)} onGone={onGone} /></ChangeTools>;
  },
});

export const schemaRoute = createRoute({
  getParentRoute: () => connectionRoute,
  path: '/schemas/$schema',
  loader: () => SchemaPage.preload?.(),
  component: function Schema(): ReactNode {
    const { connection, schema } = schemaRoute.useParams();
    const navigate = useNavigate();
    const onGone = useOnGone(connection);
    const onMoved = (name: string): void => void navigate({ to: '/c/$connection/schemas/$schema', params: { connection, schema: name }, replace: true });
    return <ChangeTools value={useChangeTools(connection)}><SchemaPage key={schema} name={schema} onMoved={onMoved} onGone={onGone} /></ChangeTools>;
  },
});

export const extensionsRoute = createRoute({
  getParentRoute: () => connectionRoute,
  path: '/extensions',
  loader: () => ExtensionsPage.preload?.(),
  component: function Extensions(): ReactNode {
    const { connection } = extensionsRoute.useParams();
    return <ChangeTools value={useChangeTools(connection)}><ExtensionsPage /></ChangeTools>;
  },
});

export const rolesRoute = createRoute({
  getParentRoute: () => connectionRoute,
  path: '/roles',
  loader: () => RolesPage.preload?.(),
  component: function Roles(): ReactNode {
    const { connection } = rolesRoute.useParams();
    const navigate = useNavigate();
    return (
      <ChangeTools value={useChangeTools(connection)}>
        <RoleLink value={useRoleLink(connection)}>
          <RolesPage onOpen={(role) => void navigate({ to: '/c/$connection/roles/$role', params: { connection, role } })} />
        </RoleLink>
      </ChangeTools>
    );
  },
});

export const roleRoute = createRoute({
  getParentRoute: () => connectionRoute,
  path: '/roles/$role',
  loader: () => RolePage.preload?.(),
  component: function Role(): ReactNode {
    const { connection, role } = roleRoute.useParams();
    const navigate = useNavigate();
    const onMoved = (name: string): void => void navigate({ to: '/c/$connection/roles/$role', params: { connection, role: name }, replace: true });
    return (
      <ChangeTools value={useChangeTools(connection)}>
        <RoleLink value={useRoleLink(connection)}>
          <RolePage key={role} name={role} onMoved={onMoved} onGone={() => void navigate({ to: '/c/$connection/roles', params: { connection } })} />
        </RoleLink>
      </ChangeTools>
    );
  },
});

function useRoleLink(connection: string): (role: string) => ReactNode {
  return useCallback((role) => <Link to="/c/$connection/roles/$role" params={{ connection, role }} className="text-accent hover:underline"><bdi>{role}</bdi></Link>, [connection]);
}

function useOnGone(connection: string): () => void {
  const navigate = useNavigate();
  return () => void navigate({ to: '/c/$connection/tables', params: { connection } });
}
