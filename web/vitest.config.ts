// Unit tests of the client and the components. What needs a server is in e2e and in test/http.

import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['studio-source', 'module', 'node', 'development|production'] },
  ssr: { resolve: { conditions: ['studio-source', 'module', 'node', 'development|production'] } },
  test: {
    include: ['sdk/test/**/*.test.ts', 'react/{src,test}/**/*.test.{ts,tsx}', 'app/src/**/*.test.{ts,tsx}'],
  },
});
