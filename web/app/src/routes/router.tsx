// The tree of routes, and the router made of it.

import { createRouter } from '@tanstack/react-router';
import { RouteError, RouteNotFound, RoutePending } from './route-states.tsx';
import { auditRoute } from './audit-route.tsx';
import { connectionRoute, indexOfConnectionRoute } from './connection-route.tsx';
import { changeConnectionRoute, connectionsRoute } from './connections-route.tsx';
import { historyRoute } from './history-route.tsx';
import { extensionsRoute, roleRoute, rolesRoute, routineRoute, schemaRoute, typeRoute } from './object-routes.tsx';
import { newConnectionRoute } from './new-connection-route.tsx';
import { joinRoute } from './join-route.tsx';
import { homeRoute, organizationHomeRoute, rootRoute, signedInRoute } from './root-route.tsx';
import { runningRoute } from './running-route.tsx';
import { savedRoute } from './saved-route.tsx';
import { settingsRoutes } from './settings-routes.tsx';
import { sharedRoute } from './shared-route.tsx';
import { signInRoute } from './sign-in-route.tsx';
import { queryRoute, sqlRoute } from './sql-route.tsx';
import { tableRoute } from './table-route.tsx';
import { tablesRoute } from './tables-route.tsx';

const tree = rootRoute.addChildren([
  signInRoute,
  joinRoute,
  signedInRoute.addChildren([
    homeRoute,
    organizationHomeRoute,
    settingsRoutes,
    newConnectionRoute,
    connectionsRoute,
    changeConnectionRoute,
    sharedRoute,
    connectionRoute.addChildren([indexOfConnectionRoute, tablesRoute, tableRoute, sqlRoute, queryRoute, savedRoute, historyRoute, runningRoute,
      auditRoute, routineRoute, schemaRoute, typeRoute, rolesRoute, roleRoute, extensionsRoute]),
  ]),
]);

export const router = createRouter({
  routeTree: tree,
  defaultErrorComponent: RouteError,
  defaultPendingComponent: RoutePending,
  defaultPendingMs: 150,
  defaultNotFoundComponent: RouteNotFound,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
