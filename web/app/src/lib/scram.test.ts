import { expect, it } from 'vitest';
import { isPlainPassword, makePassword, scramVerifier } from './scram.ts';

// RFC 7677 section 3: user "user", password "pencil", salt W22ZaJ0SNY7soEsUEjb6gQ==, 4096 iterations. The proof of that exchange
// follows from these keys; PostgreSQL's own build_scram_secret gives the same text for this salt.
it('gives the keys of the example of RFC 7677', async () => {
  const salt = Uint8Array.from(atob('W22ZaJ0SNY7soEsUEjb6gQ=='), (letter) => letter.charCodeAt(0));
  expect(await scramVerifier('pencil', salt)).toBe('SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=');
});

it('salts anew', async () => {
  expect(await scramVerifier('a')).not.toBe(await scramVerifier('a'));
});

it('knows passwords that are written in one way only', () => {
  for (const plain of ['pencil', 'ä ß 漢字', ' ']) expect(isPlainPassword(plain)).toBe(true);
  for (const odd of ['a\u00A0b', 'a\u0308', 'ﬁne', 'so\u00ADft', '\u0007', '\uE000']) expect(isPlainPassword(odd)).toBe(false);
});

it('makes passwords that are not the same', () => {
  expect(new Set(Array.from({ length: 50 }, makePassword)).size).toBe(50);
  expect(makePassword()).toMatch(/^[A-Za-z2-9]{20}$/);
});
