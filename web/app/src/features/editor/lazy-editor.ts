// The editor of SQL, a chunk of its own: what is loaded already is drawn at once.

import { lazyRouteComponent } from '@tanstack/react-router';

export const QueryEditor = lazyRouteComponent(() => import('@studio-pg/react/query-editor'), 'QueryEditor');
