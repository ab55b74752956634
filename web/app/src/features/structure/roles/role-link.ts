// How a role's page is linked to; the route gives it.

import { createContext } from 'react';
import type { ReactNode } from 'react';

export const RoleLink = createContext<(role: string) => ReactNode>((role) => role);
