// What a form checks before it asks the server: zod/mini schemas of single fields, with their words. The server checks
// everything again; a rule is here because its answer at once is kinder. It knows no React.

import * as z from 'zod/mini';

// The default of zod compiles its parsers with `new Function`, which the studio's Content-Security-Policy forbids.
z.config({ jitless: true });

/** A rule of one field; the field's value is checked, never changed. */
export type Rule = z.ZodMiniType;
export type Rules<Values> = { readonly [Name in keyof Values]?: Rule };

/** Text of `lowest` to `highest` characters that are not all blank. */
export function textRule(what: string, lowest = 1, highest = 200): Rule {
  return z.string().check(
    z.refine((text) => text.trim() !== '' || lowest === 0, `${what} is missing.`),
    z.refine((text) => lengthOf(text) >= lowest, `${what} needs ${lowest} characters or more.`),
    z.refine((text) => lengthOf(text) <= highest, `${what} has more than ${highest} characters.`));
}

/** A whole number in text, within bounds; an empty text where `is_optional`. */
export function numberRule(what: string, lowest: number, highest: number, is_optional = false): Rule {
  const problem = `${what} is a whole number from ${lowest} to ${highest}.`;
  return z.string().check(z.refine((text) => {
    if (text.trim() === '') return is_optional;
    return /^\s*\d{1,10}\s*$/.test(text) && Number(text) >= lowest && Number(text) <= highest;
  }, problem));
}

/** An address, as far as a look can tell. */
export function emailRule(is_optional = false): Rule {
  return z.string().check(z.refine((text) => (text.trim() === '' && is_optional) || /^\s*\S+@\S+\s*$/.test(text),
    'An e-mail address looks like name@example.com.'));
}

/** What a check of one's own accepts. */
export function checkedRule(isGood: (text: string) => boolean, problem: string): Rule {
  return z.string().check(z.refine(isGood, problem));
}

/** A new password: the length alone; what else is refused, the server says. */
export function newPasswordRule(): Rule {
  return z.string().check(
    z.refine((text) => lengthOf(text) >= 8, 'A password needs 8 characters or more.'),
    z.refine((text) => new TextEncoder().encode(text).length <= 1024, 'A password has at most 1024 bytes.'));
}

/** One text and no other: what somebody types to show that it is meant. */
export function exactRule(expected: string): Rule {
  return z.string().check(z.refine((text) => text.trim() === expected.trim(), `Type ${expected} to go on.`));
}

/** The first problem of each field that breaks its rule; undefined where none does. */
export function problemsOf<Values extends object>(
  rules: Rules<Values>, values: Values,
): { fields: Record<string, string> } | undefined {
  const fields: Record<string, string> = {};
  for (const [name, rule] of Object.entries(rules) as [keyof Values & string, Rule | undefined][]) {
    const problem = rule?.safeParse(values[name]).error?.issues[0]?.message;
    if (problem !== undefined) fields[name] = problem;
  }
  return Object.keys(fields).length > 0 ? { fields } : undefined;
}

/** In characters as PostgreSQL counts them: code points. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}
