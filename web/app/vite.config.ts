// The build of the app: into web/dist, with content-hashed names under assets/ and no inlined or generated code that
// the Content-Security-Policy would refuse. `npm run dev` serves it with the API of STUDIO_SERVER behind it.

import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';

const server = process.env['STUDIO_SERVER'] ?? 'http://127.0.0.1:8432';

/** Puts src/ahead.ts before the page's code, as a script of its own. */
function askAhead(): Plugin {
  const source = '/src/ahead.ts';
  const script = (src: string) => [{ tag: 'script', attrs: { type: 'module', async: true, crossorigin: true, src }, injectTo: 'head-prepend' as const }];
  let is_build = false;
  return {
    name: 'studio-ask-ahead',
    configResolved: ({ command }) => void (is_build = command === 'build'),
    buildStart() {
      if (is_build) this.emitFile({ type: 'chunk', id: `${import.meta.dirname}${source}`, name: 'ahead' });
    },
    transformIndexHtml: (_html, { bundle }) => {
      const built = Object.values(bundle ?? {}).find((each) => each.type === 'chunk' && each.facadeModuleId?.endsWith(source));
      return script(built ? `/${built.fileName}` : source);
    },
  };
}

export default defineConfig({
  plugins: [react(), tailwind(), askAhead()],
  resolve: { conditions: ['studio-source', 'module', 'browser', 'development|production'] },
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: ['chrome123', 'firefox125', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    // What the first load needs is one file: left to itself the bundler cuts it by every page that shares a part of it, into
    // sixty files that are compressed one by one.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'], test: (id) => !id.endsWith('/src/ahead.ts') }] } } },
    // The editor and the first load are chunks of that size; scripts/budget.mjs watches them.
    chunkSizeWarningLimit: 600,
  },
  server: {
    proxy: { '/api': { target: server, ws: true, changeOrigin: true, headers: { origin: server } } },
  },
});
