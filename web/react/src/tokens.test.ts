// The contrast of WCAG 2.2, 1.4.3: what is read in a cell is at least 4.5:1 on everything that a cell can lie on, in both looks.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');
const tokens = new Map([...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name = '', light = '', dark = '']) => [name, [light, dark]]));

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const texts = ['text', 'text-muted', 'text-faint', 'null', 'danger', 'success', 'warning', 'info', 'key', 'accent', 'code-keyword', 'code-string', 'code-number', 'code-comment', 'code-type'];
const grounds = ['surface-0', 'surface-1', 'surface-2', 'accent-soft', 'insert', 'update', 'delete'];

test.each(['light', 'dark'])('what is read stands out from what it lies on, %s', (look) => {
  const at = look === 'light' ? 0 : 1;
  const faint = texts.flatMap((text) => grounds.flatMap((ground) => {
    const ratio = contrast(tokens.get(text)?.[at] ?? '#000000', tokens.get(ground)?.[at] ?? '#000000');
    return ratio < 4.5 ? [`${text} on ${ground}: ${ratio.toFixed(2)}`] : [];
  }));
  expect(faint).toEqual([]);
});
