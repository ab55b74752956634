import { expect, it } from 'vitest';
import { fitOf, ranked } from './rank.ts';

it('puts the whole before its beginning, a word, a part, initials, letters in order', () => {
  const texts = ['film', 'film_text', 'sad_film', 'unfilmed', 'Forget It, Let Me', 'fxixlxm', 'sales'];
  expect([...texts].reverse().sort((a, b) => fitOf(b, 'film') - fitOf(a, 'film'))).toEqual(texts);
  expect(fitOf('sales', 'film')).toBe(0);
  expect(fitOf('anything', '')).toBeGreaterThan(0);
});

it('knows words by capitals, and letters of any script', () => {
  expect(Math.floor(fitOf('filmActor', 'actor'))).toBe(4);
  expect(Math.floor(fitOf('Überstunden Größe', 'größe'))).toBe(4);
  expect(Math.floor(fitOf('größe', 'röß'))).toBe(3);
  expect(Math.floor(fitOf('Go to SQL', 'gts'))).toBe(2);
});

it('prefers the shorter, then what was used lately', () => {
  const shown = (recent: string): string[] => ranked(['film_category', 'film_actor', 'actor'], 'film', (text) => [text], (text) => (text === recent ? 1 : 0)).map(({ item }) => item);
  expect(shown('')).toEqual(['film_actor', 'film_category']);
  expect(shown('film_category')).toEqual(['film_category', 'film_actor']);
});
