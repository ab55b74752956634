// The types that a user of the client meets.

import { expectTypeOf, test } from 'vitest';
import type { Cell, Client, QueryEvent, Row, RowsEvent } from '../../src/index.ts';

declare const client: Client;

test('a catalog question has the columns of its answer', () => {
  expectTypeOf(client.catalog.ask('c', 'indexes')).resolves.items.toHaveProperty('is_unique').toEqualTypeOf<boolean>();
  // @ts-expect-error: there is no such question.
  void client.catalog.ask('c', 'nonsense');
});

test('events are told apart by their type', () => {
  expectTypeOf<Extract<QueryEvent, { type: 'rows' }>>().toEqualTypeOf<RowsEvent>();
  expectTypeOf<RowsEvent['rows']>().toEqualTypeOf<Row[]>();
  expectTypeOf<Row[number]>().toEqualTypeOf<Cell>();
});

test('credentials are one of three', () => {
  void client.session.signIn({ link: 'x' });
  // @ts-expect-error: a role needs its password.
  void client.session.signIn({ role: 'x' });
});

test('a direction of an order is asc or desc', () => {
  // @ts-expect-error: no such direction.
  void client.selectRows('c', { relation: { schema: 's', name: 'n' }, order: [{ column: 'a', direction: 'up' }] });
});
