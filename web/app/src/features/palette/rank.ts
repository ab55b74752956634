// How well a text fits what is typed: the whole, its beginning, the beginning of a word in it, any part, its letters in their order.
// Pure.

/** 0: not at all. Of two that fit alike the shorter one fits better. */
export function fitOf(text: string, typed: string): number {
  const all = text.toLowerCase();
  const part = typed.toLowerCase();
  if (part === '') return 1;
  const level = levelOf(text, all, part);
  return level === 0 ? 0 : level + 1 / (1 + all.length);
}

/** The best of several texts. */
export function bestFit(texts: readonly string[], typed: string): number {
  return Math.max(0, ...texts.map((text) => fitOf(text, typed)));
}

function levelOf(text: string, all: string, part: string): number {
  if (all === part) return 6;
  if (all.startsWith(part)) return 5;
  for (let at = all.indexOf(part); at >= 0; at = all.indexOf(part, at + 1)) {
    if (isWordStart(text, at)) return 4;
  }
  if (all.includes(part)) return 3;
  if (hasInitials(text, part)) return 2;
  // Two letters in their order are found nearly everywhere.
  return part.length > 2 && hasInOrder(all, part) ? 1 : 0;
}

/** Behind what is no letter, or where a capital follows a small one, as in `filmActor`. */
function isWordStart(text: string, at: number): boolean {
  const before = text.charAt(at - 1);
  const here = text.charAt(at);
  return !/[\p{L}\p{N}]/u.test(before) || (/\p{Ll}/u.test(before) && /\p{Lu}/u.test(here));
}

function hasInitials(text: string, part: string): boolean {
  let initials = '';
  for (let at = 0; at < text.length; at += 1) {
    if (/[\p{L}\p{N}]/u.test(text.charAt(at)) && (at === 0 || isWordStart(text, at))) initials += text.charAt(at).toLowerCase();
  }
  return initials.startsWith(part);
}

function hasInOrder(all: string, part: string): boolean {
  let at = -1;
  for (const letter of part) {
    if (letter === ' ') continue;
    at = all.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}

/** Those that fit, the best first; of equals in their order, those used lately before. @param recency 0 to 1 of an item */
export function ranked<Item>(items: readonly Item[], typed: string, textsOf: (item: Item) => readonly string[], recency: (item: Item) => number = () => 0): { item: Item; fit: number }[] {
  return items.flatMap((item) => {
    const fit = bestFit(textsOf(item), typed);
    return fit === 0 ? [] : [{ item, fit: fit + recency(item) * 0.5 }];
  }).sort((one, other) => other.fit - one.fit);
}
