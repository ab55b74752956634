// The style sheets of the react package go into its dist folder beside the modules; styles.css imports the others by
// relative paths, so their places stay the same. Run by `npm run build -w react`.

import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('../react/', import.meta.url);
const isStyle = (path) => !/\.[a-z]+$/.test(path) || path.endsWith('.css');
cpSync(fileURLToPath(new URL('src', folder)), fileURLToPath(new URL('dist', folder)), {
  recursive: true, filter: (path) => !path.includes('.test.') && isStyle(path),
});
