// Texts in which somebody types: where a list is to open, and where a mark is to come. The last letter is typed, all before it
// stands there. Drawn by number, so that every run has the same.

import { relationName } from './schema.mjs';

/** @typedef {{text: string, key: string}} Place */

/** @param {number} number @param {number} relations */
function names(number, relations) {
  const one = 2 + (number * 7919) % (relations - 2);
  return { one: relationName(one), parent: relationName(Math.floor(one / 2)), short: relationName(one).slice(0, 3 + number % 6) };
}

/** Where a list opens. @param {number} number @param {number} relations @returns {Place} */
export function completionPlace(number, relations) {
  const { one, parent, short } = names(number, relations);
  const texts = [
    `select * from ${short}`,
    `select t.na`,
    `select * from ${one} t where t.i`,
    `select * from ${one} t join ${parent} p on p.`,
    `select co`,
    `select t.id, t.amount from ${one} t where t.name = 'x' order by am`,
    `with late as (select id, name from ${one}) select l.n`,
    `insert into ${short}`,
    `update ${one} set amo`,
    `select * from ${one} t\njoin ${short}`,
  ];
  const text = texts[number % texts.length] ?? '';
  // Some of them stand among other statements, as in a file that has grown.
  const before = number % 4 === 0 ? Array.from({ length: 20 }, (_, index) => `select id, name, amount\nfrom ${relationName(index + 2)}\nwhere is_open and amount > ${index};`).join('\n\n') + '\n\n' : '';
  const tail = text.startsWith('select t.na') ? `  from ${one} t` : text.endsWith(' select l.n') ? ' from late l' : '';
  return { text: before + text.slice(0, -1) + (tail === '' ? '' : `\u0000${tail}`), key: text.slice(-1) };
}

/** A text without a fault, that the key gives one. @param {number} number @param {number} relations @returns {Place} */
export function lintPlace(number, relations) {
  const { one, parent } = names(number, relations);
  const texts = [
    `select id, name from ${one}`,
    `select t.id, p.name from ${one} t join ${parent} p on p.id = t.parent_id where t.is_open order by t.name`,
    `with late as (select id, name from ${one} where is_open)\nselect l.id, l.name\nfrom late l\nwhere l.id > 3 and l.name like 'a%' and l.id < l.id`,
    `update ${one} set amount = amount * 2 where id = 1 and name = parent_id::text and is_open`,
    `select count(*), sum(amount) from ${one} where made_at > now() - interval '1 day' group by is_open, parent_id`,
  ];
  return { text: texts[number % texts.length] ?? '', key: 'q' };
}
