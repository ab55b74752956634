// The two published packages as a stranger gets them: built, packed, unpacked into an empty project, type-checked there
// and loaded by plain Node.js. What the workspace resolves for itself (sources, links) cannot help here.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const web = fileURLToPath(new URL('../../', import.meta.url));
const project = mkdtempSync(join(tmpdir(), 'studio-consumer-'));
const modules = join(project, 'node_modules');

/** Runs a command for what it prints; a failure tells it too. */
function run(command: string, parameters: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(command, parameters, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${parameters.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

/** Packs a workspace and unpacks it as npm would install it. */
function install(workspace: string, name: string): void {
  run('npm', ['run', '--silent', 'build', '-w', workspace], web);
  run('npm', ['pack', '--silent', '-w', workspace, '--pack-destination', project], web);
  const archive = readdirSync(project).find((file) => file.endsWith('.tgz')) ?? '';
  const target = join(modules, '@studio-pg', name);
  mkdirSync(target, { recursive: true });
  run('tar', ['-xzf', join(project, archive), '-C', target, '--strip-components=1'], project);
  rmSync(join(project, archive));
}

/** The compiler without the condition by which the workspace finds its sources. */
const options = {
  target: 'ES2022', lib: ['ES2023', 'DOM', 'DOM.Iterable'], strict: true, exactOptionalPropertyTypes: true, jsx: 'react-jsx',
  noEmit: true, skipLibCheck: true, types: [],
};

const component = `
import { createClient, StudioError } from '@studio-pg/client';
import type { Client, Connection } from '@studio-pg/client';
import { DataGrid, ErrorPanel, QueryRunner, RowList, useQueryRunner } from '@studio-pg/react';
import type { GridColumn } from '@studio-pg/react';
import { QueryEditor } from '@studio-pg/react/query-editor';
const client: Client = createClient({ url: 'http://127.0.0.1:8432', WebSocket: null });
export const connections: Promise<Connection[]> = client.connections.list();
const columns: readonly GridColumn[] = [{ name: 'id', type: 'int4' }];
const runner = new QueryRunner();
export function Page() {
  const state = useQueryRunner(runner);
  const { fields } = new StudioError({ code: '42P01', message: 'no' });
  return <><DataGrid label="Rows" columns={columns} source={new RowList([[1], [null]])} row_count={2} />
    <ErrorPanel error={fields} />{state.phase}<QueryEditor initial_text="" error_offset={null} onChange={() => {}} onRun={() => {}} /></>;
}
// @ts-expect-error A grid without its columns is no grid: the types are there, not any.
export const wrong = <DataGrid label="Rows" source={new RowList([])} row_count={0} />;
`;

const script = `
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { createClient, StudioError } from '@studio-pg/client';
import { DataGrid, ErrorPanel, RowList } from '@studio-pg/react';
import '@studio-pg/react/query-editor';
const { fields } = new StudioError({ code: '42P01', message: 'relation "<b>" does not exist' });
const grid = createElement(DataGrid,
  { label: 'Rows', columns: [{ name: 'id', type: 'int4' }], source: new RowList([[1]]), row_count: 1 });
console.log(JSON.stringify({
  client: Object.keys(createClient({ url: 'http://127.0.0.1:1', WebSocket: null })),
  grid: renderToStaticMarkup(grid), error: renderToStaticMarkup(createElement(ErrorPanel, { error: fields })),
}));
`;

describe('the packages of npm pack in a project of their own', () => {
  beforeAll(() => {
    install('sdk', 'client');
    install('react', 'react');
    // What they depend on, as the workspace pins it; nothing of ours among it.
    for (const name of readdirSync(join(web, 'node_modules'))) {
      if (name.startsWith('.') || name === '@studio-pg') continue;
      symlinkSync(join(web, 'node_modules', name), join(modules, name));
    }
    writeFileSync(join(project, 'package.json'), '{"type":"module"}');
    writeFileSync(join(project, 'page.tsx'), component);
    writeFileSync(join(project, 'page.mjs'), script);
  }, 180_000);
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  it.each([['bundler', 'ESNext'], ['nodenext', 'NodeNext']])('type-check with module resolution %s', (resolution, module) => {
    const file = join(project, `tsconfig.${resolution}.json`);
    writeFileSync(file, JSON.stringify({
      compilerOptions: { ...options, module, moduleResolution: resolution }, files: ['page.tsx'],
    }));
    run(process.execPath, [join(web, 'node_modules/typescript/bin/tsc'), '-p', file], project);
  }, 120_000);

  it('load in plain Node.js and draw', () => {
    const said = JSON.parse(run(process.execPath, ['page.mjs'], project)) as { client: string[]; grid: string; error: string };
    expect(said.client).toContain('selectRows');
    expect(said.grid).toContain('aria-rowcount="2"');
    expect(said.error).toContain('relation &quot;&lt;b&gt;&quot; does not exist');
  }, 60_000);

  it('bring their styles, and no test and no source', () => {
    const folder = join(modules, '@studio-pg/react');
    for (const file of ['dist/styles.css', 'dist/tokens.css', 'dist/data-grid/data-grid.css', 'dist/index.d.ts']) {
      expect(existsSync(join(folder, file)), file).toBe(true);
    }
    expect(existsSync(join(folder, 'src'))).toBe(false);
    const files = readdirSync(folder, { recursive: true }).map(String);
    expect(files.filter((file) => /\.test\.|(?<!\.d)\.tsx?$/.test(file))).toEqual([]);
  });
});
