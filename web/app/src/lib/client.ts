// The one client of this page.

import { createClient } from '@studio-pg/client';

export const client = createClient();
