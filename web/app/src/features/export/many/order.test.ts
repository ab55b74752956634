import { expect, it } from 'vitest';
import { inOrder } from './order.ts';

const made = (...oids: number[]): { oid: number }[] => oids.map((oid) => ({ oid }));
const oidsOf = (list: readonly { oid: number }[]): number[] => list.map(({ oid }) => oid);

it('puts each behind what it needs, and else keeps the order', () => {
  expect(oidsOf(inOrder(made(1, 2, 3, 4), []))).toEqual([1, 2, 3, 4]);
  expect(oidsOf(inOrder(made(1, 2, 3, 4), [[1, 4], [4, 3]]))).toEqual([3, 4, 1, 2]);
  // What is not among those given is nobody's concern.
  expect(oidsOf(inOrder(made(1, 2), [[1, 99], [98, 2]]))).toEqual([1, 2]);
});

it('gives each once, where two need the same and where they need one another', () => {
  expect(oidsOf(inOrder(made(1, 2, 3), [[1, 3], [2, 3]]))).toEqual([3, 1, 2]);
  const circle = oidsOf(inOrder(made(1, 2, 3), [[1, 2], [2, 1], [3, 1]]));
  expect([...circle].sort()).toEqual([1, 2, 3]);
  expect(circle.indexOf(3)).toBeGreaterThan(circle.indexOf(1));
  expect(oidsOf(inOrder(made(1), [[1, 1]]))).toEqual([1]);
});

it('follows a chain that is longer than the stack is deep', () => {
  const count = 200_000;
  const all = Array.from({ length: count }, (_, oid) => ({ oid }));
  const sorted = oidsOf(inOrder(all, all.slice(1).map(({ oid }) => [oid - 1, oid] as const)));
  expect([sorted[0], sorted.at(-1), sorted.length]).toEqual([count - 1, 0, count]);
});
