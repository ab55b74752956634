import type { CatalogRow } from '@studio-pg/client';
import { expect, it } from 'vitest';
import { CatalogLoader } from './loader.ts';

const relation = { oid: 7, schema: 'public', name: 'film', kind: 'table' } as CatalogRow<'relations'>;
const column = { oid: 7, column: 'rating', type: 'mpaa_rating' } as CatalogRow<'columns'>;

/** A loader that knows the relation, and whose questions about single relations are answered by hand. */
async function opened() {
  const answers: ((rows: unknown[]) => void)[] = [];
  const refusals: ((thrown: Error) => void)[] = [];
  const loader = new CatalogLoader({
    ask: (async (question: string, narrowing: { relation?: number }) => {
      if (narrowing.relation === undefined) return question === 'relations' ? [relation] : question === 'columns' ? await new Promise(() => undefined) : [];
      return await new Promise((resolve, reject) => {
        answers.push(resolve);
        refusals.push(reject);
      });
    }) as never,
    follow: () => () => undefined,
  });
  await loader.open();
  return { loader, answers, refusals };
}

it('lets who asks for columns that are already on their way wait for them', async () => {
  const { loader, answers } = await opened();
  expect(loader.catalog.columns(relation)).toBeNull();
  const first = loader.loadWanted();
  expect(loader.catalog.columns(relation)).toBeNull();
  const second = loader.loadWanted().then((has_come) => [has_come, loader.catalog.columns(relation)?.length]);
  answers[0]?.([column]);
  expect(await second).toEqual([true, 1]);
  expect(await first).toBe(true);
  expect(answers.length).toBe(1);
});

it('asks again for what could not be read', async () => {
  const { loader, answers, refusals } = await opened();
  loader.catalog.columns(relation);
  const first = loader.loadWanted();
  refusals[0]?.(new Error('gone'));
  expect(await first).toBe(false);
  loader.catalog.columns(relation);
  const second = loader.loadWanted();
  answers[1]?.([column]);
  expect(await second).toBe(true);
});
