// After the build: compresses every file of web/dist (brotli 11, gzip 9) and writes assets.json, the list that the
// gateway loads. A compressed form that is not smaller is not kept.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const dist = new URL('../dist/', import.meta.url).pathname;

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

/** The coded forms of a file, by their name in Content-Encoding. */
function encode(data) {
  const br = brotliCompressSync(data, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: data.length },
  });
  return { br, gzip: gzipSync(data, { level: 9 }) };
}

const suffix = { br: '.br', gzip: '.gz' };
const assets = [];
for (const file of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  if (!file.isFile() || /\.(br|gz)$/.test(file.name) || file.name === 'assets.json') continue;
  const path = join(file.parentPath, file.name);
  const type = types[extname(file.name)];
  if (type === undefined) throw new Error(`${path}: no content type is known for this kind of file`);
  const data = readFileSync(path);
  const sizes = { identity: data.length };
  for (const [coding, coded] of Object.entries(encode(data))) {
    if (coded.length >= data.length) continue;
    writeFileSync(path + suffix[coding], coded);
    sizes[coding] = coded.length;
  }
  const url = `/${path.slice(dist.length)}`;
  const sha256 = createHash('sha256').update(data).digest('hex');
  assets.push({ path: url, type, immutable: url.startsWith('/assets/'), sha256, sizes });
}
assets.sort((a, b) => (a.path < b.path ? -1 : 1));
writeFileSync(join(dist, 'assets.json'), `${JSON.stringify(assets, null, 1)}\n`);
console.log(`${assets.length} files, ${assets.reduce((sum, each) => sum + (each.sizes.br ?? each.sizes.identity), 0)} bytes as brotli`);
