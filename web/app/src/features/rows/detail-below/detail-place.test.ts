import { expect, it } from 'vitest';
import { detailText, isSamePlace, parseDetail } from './detail-place.ts';

it('stands in the address whatever the names are', () => {
  const odd = { schema: 'a,b', name: 'Ö "x" %2C', constraint: 'fk,1' };
  expect(parseDetail(detailText(odd))).toEqual(odd);
  expect(isSamePlace(odd, { ...odd })).toBe(true);
  expect(isSamePlace(odd, { ...odd, constraint: 'fk' })).toBe(false);
});

it('is none where it cannot be read', () => {
  for (const text of [undefined, '', 'a', 'a,b', 'a,b,c,d', 'a,,c', 'a,b,%E0%A4%A']) expect(parseDetail(text)).toBeUndefined();
});
