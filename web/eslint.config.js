// The rules of the house that a script can check: who may import whom, no plain zod, no markup out of strings, one
// place each for fetch, WebSocket and the parsing of outside data.

import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import hooks from 'eslint-plugin-react-hooks';
import { readdirSync } from 'node:fs';
import typescript from 'typescript-eslint';

const features = readdirSync(new URL('app/src/features', import.meta.url)).filter((name) => !name.startsWith('_'));

/** What stands in `target` may not import from `from`. */
const zone = (target, from, message) => ({ target, from, message });
const zones = [
  zone('./sdk/src', ['./react', './app'], 'The client imports nothing of ours.'),
  zone('./react/src', './app', 'The react package imports the client only.'),
  zone('./app/src/ui', ['./app/src/features', './app/src/lib', './app/src/routes', './react', './sdk'],
    'ui imports nothing of ours.'),
  zone('./app/src/lib', ['./app/src/features', './app/src/routes', './app/src/ui', './react'], 'lib imports the client only.'),
  zone('./app/src/grid', ['./app/src/features', './app/src/routes'], 'The grid is shared by features and knows none.'),
  zone('./app/src/form', ['./app/src/features', './app/src/routes', './app/src/grid'], 'The form is shared by features and knows none.'),
  zone(['./app/src/ui', './app/src/lib'], ['./app/src/grid', './app/src/form'], 'ui and lib are what grid and form are made of.'),
  zone('./app/src/features', './app/src/routes', 'Features do not know the routes.'),
  ...features.map((name) => ({
    target: `./app/src/features/${name}`, from: './app/src/features', except: [`./${name}`],
    message: 'A feature does not import another one; a route composes them.',
  })),
];

const no_markup = [
  { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: 'No markup out of strings.' },
  { selector: "MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]", message: 'No markup out of strings.' },
];

export default typescript.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '**/*.config.ts'] },
  {
    files: ['{sdk,react,app}/**/*.{ts,tsx}'],
    extends: [typescript.configs.strictTypeChecked],
    plugins: { 'import-x': importX, 'react-hooks': hooks },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: {
      'import-x/resolver-next': [createTypeScriptImportResolver({ noWarnOnMultipleProjects: true,
        project: ['sdk', 'react', 'app'].map((name) => `${name}/tsconfig.json`), conditionNames: ['studio-source', 'types', 'import', 'default'],
      })],
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-cycle': 'error',
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'no-restricted-syntax': ['error', ...no_markup],
      'no-restricted-imports': ['error', { paths: [{ name: 'zod', message: 'zod/mini: plain zod costs 91 kB.' }] }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      'max-lines': ['error', 400],
      'max-lines-per-function': ['error', { max: 90, skipComments: true }],
      // Ids, counts and sizes stand in template texts on purpose.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/only-throw-error': 'off',
    },
  },
  {
    // Outside of the client nobody fetches, opens a socket or parses what came from outside.
    files: ['{react,app}/src/**/*.{ts,tsx}'],
    // It asks before the client is there, and hands it the answers.
    ignores: ['app/src/ahead.ts'],
    rules: {
      'no-restricted-globals': ['error', 'fetch', 'WebSocket', 'XMLHttpRequest', 'EventSource'],
      'no-restricted-imports': ['error', { patterns: [{ group: ['zod', 'zod/*'], message: 'Parsing is the work of the client.' }] }],
    },
  },
  {
    // The rules of a form are no parsing: they say at once what the server would say.
    files: ['app/src/form/rules.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: [{ name: 'zod', message: 'zod/mini: plain zod costs 91 kB.' }] }] },
  },
  { files: ['**/*.test.{ts,tsx}', '**/*.test-d.ts'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['{scripts,e2e}/**/*.mjs'], rules: { 'no-restricted-syntax': ['error', ...no_markup], 'max-lines': ['error', 400] } },
);
