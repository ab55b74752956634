import { expect, it } from 'vitest';
import { quoting } from '../change/quoting.ts';
import { createExtension, dropExtension, moveExtension, updateExtension } from './extension.ts';

const quote = quoting(new Map());

it('installs, updates, moves and drops extensions', () => {
  expect(createExtension(quote, 'uuid-ossp', { schema: '', version: '', is_cascade: false })).toEqual(['CREATE EXTENSION "uuid-ossp"']);
  expect(createExtension(quote, 'hstore', { schema: 'S p', version: " 1.0' ", is_cascade: true })).toEqual(['CREATE EXTENSION hstore SCHEMA "S p" VERSION \'1.0\'\'\' CASCADE']);
  expect(updateExtension(quote, 'hstore', '')).toEqual(['ALTER EXTENSION hstore UPDATE']);
  expect(updateExtension(quote, 'hstore', '1.8')).toEqual(['ALTER EXTENSION hstore UPDATE TO \'1.8\'']);
  expect(moveExtension(quote, 'hstore', 'S')).toEqual(['ALTER EXTENSION hstore SET SCHEMA "S"']);
  expect(moveExtension(quote, 'hstore', '')).toEqual([]);
  expect(dropExtension(quote, 'hstore', true)).toEqual(['DROP EXTENSION hstore CASCADE']);
});
