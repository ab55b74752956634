// As which role the rows of a grid were read, and what hangs on them is to be read: null, as the connection's own.

import { createContext } from 'react';

export const ReadAs = createContext<string | null>(null);
