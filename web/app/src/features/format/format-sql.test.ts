// Formatting: the styles, what is refused, where the cursor goes.

import { describe, expect, it } from 'vitest';
import { formatSql, samePlace } from './format-sql.ts';

const style = { keyword_case: 'preserve', indent: 2, line_width: 80, operators: 'before', lines_between: 1 } as const;
const textOf = (sql: string, part = {}): string | undefined => {
  const formatted = formatSql(sql, { ...style, ...part });
  return 'text' in formatted ? formatted.text : undefined;
};

describe('formatting', () => {
  it('breaks and indents', () => {
    expect(textOf('select a,b from t where a=1 and b=2')).toBe('select\n  a,\n  b\nfrom\n  t\nwhere\n  a = 1\n  and b = 2');
  });
  it('writes keywords as it is told, and no name', () => {
    expect(textOf('Select "From" from T', { keyword_case: 'upper' })).toBe('SELECT\n  "From"\nFROM\n  T');
  });
  it('indents by tabs, and puts operators at the end of lines', () => {
    expect(textOf('select 1 where a and b', { indent: 0, operators: 'after' })).toBe('select\n\t1\nwhere\n\ta and\n\tb');
  });
  it('keeps the lines between statements that it is told', () => {
    expect(textOf('select 1;select 2', { lines_between: 2 })).toBe('select\n  1;\n\n\nselect\n  2');
  });
  it.each([
    "select data->>'a', x::int[], $1, :name from t where t @> '{}' and a <-> b < 3",
    "insert into a (b) values ('x''y', e'\\'', $$ a  b $$) on conflict (b) do update set b = excluded.b returning *",
    "with recursive t as (select 1 union all select n+1 from t) select * from t -- the end",
    "create function f() returns int language sql as $body$ select   1; $body$",
    "select U&'d\\0061t', b'101', 1.5e3, .5, 1*-2",
    "merge into a using b on a.id = b.id when matched then update set x = b.x when not matched then insert values (b.id)",
    'select interval \'1 day\', array[1,2][1:2] from "a b"."c""d" tablesample system (1)',
  ])('keeps every token of %s', (sql) => expect(textOf(sql)).toBeDefined());
  it('is the same twice', () => {
    const once = textOf('select a, (select max(b) from u where u.x = t.x) from t join u using (x) group by 1 order by 2') ?? '';
    expect(textOf(once)).toBe(once);
  });
  it.each(["select 'open", 'select /* open'])('leaves %s alone, with a sentence', (sql) => {
    expect(formatSql(sql, style)).toEqual({ refused: 'A quote or a comment in the text does not end: it stays as it is.' });
  });
});

describe('the place of the cursor', () => {
  const before = 'select a from t';
  const after = 'select\n  a\nfrom\n  t';
  it.each([['', 0], ['select', 6], ['select a', 10], ['select a fr', 13], ['select a from t', after.length]])(
    'behind %j it is then at %i', (head, place) => expect(samePlace(before, head.length, after)).toBe(place));
});
