// /sign-in: opens for everybody; a one-time link in the fragment signs in by itself.

import { createRoute, lazyRouteComponent, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { rootRoute } from './root-route.tsx';
import { readsAlone } from '../lib/read-search.ts';

const SignInPage = lazyRouteComponent(() => import('../features/login/sign-in-page.tsx'), 'SignInPage');

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: readsAlone((search): { next?: string } => (typeof search['next'] === 'string' && isOurs(search['next']) ? { next: search['next'] } : {})),
  loader: () => SignInPage.preload?.(),
  component: SignIn,
});

function SignIn(): ReactNode {
  const router = useRouter();
  const { next = '/' } = signInRoute.useSearch();
  return <SignInPage {...(next === '/join' ? { about: 'Then you come back to the invitation.' } : {})}
    onSignedIn={() => router.history.replace(next)} />;
}

/** Only a path of this server: `//host` and `/\host` would lead elsewhere. */
function isOurs(path: string): boolean {
  return /^\/(?![/\\])/.test(path);
}
