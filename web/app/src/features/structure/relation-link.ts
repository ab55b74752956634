// How a relation's page is linked to; the route gives it.

import { createContext } from 'react';
import type { ReactNode } from 'react';

export const RelationLink = createContext<(place: { schema: string; name: string }, words: string) => ReactNode>((_, words) => words);
