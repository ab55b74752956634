// The server under test: a throw-away cluster made by dev/cluster.

import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const runFile = promisify(execFile);
const script = new URL('../../dev/cluster', import.meta.url).pathname;

/** @typedef {{dir: string, pg_port: number, http_port: number, socket_dir: string, url: string}} ClusterInfo */

/** Starts a cluster with pagila; `stop` removes it. */
export async function startCluster() {
  const { stdout } = await runFile(script, ['start', '--data', 'pagila']);
  /** @type {ClusterInfo} */
  const info = JSON.parse(stdout);
  return { info, stop: () => runFile(script, ['stop', '--dir', info.dir]) };
}

/** @returns {ClusterInfo | null} the cluster of run.mjs; null where the server is one that somebody else started */
export function givenCluster() {
  const text = process.env['STUDIO_E2E_CLUSTER'];
  return text === undefined ? null : JSON.parse(text);
}

/** A fresh one-time link. @param {ClusterInfo} cluster */
export async function freshLink(cluster) {
  const { stdout } = await runFile(script, ['url', '--dir', cluster.dir]);
  return stdout.trim();
}

/** Runs SQL as the superuser, in one of the cluster's databases. @param {ClusterInfo} cluster @param {string} sql */
export async function psql(cluster, sql, database = 'pagila') {
  const { stdout } = await runFile(script, ['psql', '--dir', cluster.dir, '-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', database, '-c', sql]);
  return stdout.trim();
}

/** Runs a script as the superuser. @param {ClusterInfo} cluster @param {string | Uint8Array} script_text @param {string} database */
export async function runScript(cluster, script_text, database) {
  const folder = mkdtempSync(join(tmpdir(), 'studio-script-'));
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'script.sql'), script_text);
  try {
    await runFile(script, ['psql', '--dir', cluster.dir, '-Xq', '-v', 'ON_ERROR_STOP=1', '-d', database, '-o', '/dev/null', '-f', join(folder, 'script.sql')]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Loads another of the sample databases. @param {ClusterInfo} cluster @param {'chinook' | 'northwind' | 'nycflights13'} name */
export async function loadSample(cluster, name) {
  await runFile(script, ['load', '--dir', cluster.dir, '--data', name]);
}

/**
 * Starts a second server, without studio, that asks for a password over TCP: role `ada`, password `correct horse`, with a
 * database of hers. The cluster may lead connections to it from then on. `stop` removes it. @param {ClusterInfo} cluster
 */
export async function startRemote(cluster) {
  const { stdout } = await runFile(script, ['start', '--no-extension', '--conf', "listen_addresses = '127.0.0.1'"]);
  /** @type {ClusterInfo} */
  const info = JSON.parse(stdout);
  await psql(info, "create role ada login password 'correct horse'", 'postgres');
  await psql(info, 'create database shop owner ada', 'postgres');
  await psql(cluster, "alter system set studio.remote_hosts = '127.0.0.0/8'", 'postgres');
  await psql(cluster, 'select pg_reload_conf()', 'postgres');
  return { info, stop: () => runFile(script, ['stop', '--dir', info.dir]) };
}
