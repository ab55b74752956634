// The one client of this page.

import { createClient } from '@studio-pg/client';
import { heldFetch } from './large-answers.ts';

export const client = createClient({ fetch: heldFetch });
