// A JSON text as a tree of its own tokens: numbers keep every digit, keys may occur twice. Without recursion: a value may be
// nested as deep as it likes. Pure.

export interface JsonNode {
  /** Its place in the list of all nodes; the root is 0. */
  id: number;
  parent: number;
  depth: number;
  /** The name in an object, the number in a list; null for the root. */
  key: string | number | null;
  kind: 'object' | 'array' | 'string' | 'number' | 'word';
  /** A value as it is written; of an object or list nothing. */
  text: string;
  child_count: number;
  /** Where its text begins and ends in the whole. */
  from: number;
  to: number;
}

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** All nodes, parents before their children; null where the text is no JSON value. */
export function jsonNodes(text: string): JsonNode[] | null {
  const nodes: JsonNode[] = [];
  const open: JsonNode[] = [];
  let name: string | null = null;
  let last: string | null = null;
  for (const match of text.matchAll(token)) {
    const part = match[0];
    const parent = open.at(-1);
    if (part === '}' || part === ']') {
      const closed = open.pop();
      if (closed?.kind !== (part === '}' ? 'object' : 'array')) return null;
      closed.to = match.index + 1;
    } else if (part === ':') name = last;
    else if (part !== ',') {
      const is_name = parent?.kind === 'object' && name === null;
      if (is_name) last = part;
      else {
        if (!parent && nodes.length > 0) return null;
        const node: JsonNode = {
          id: nodes.length, parent: parent?.id ?? -1, depth: open.length, key: keyOf(parent, name), kind: kindOf(part), text: part,
          child_count: 0, from: match.index, to: match.index + part.length,
        };
        if (parent) parent.child_count += 1;
        nodes.push(node);
        name = null;
        if (part === '{' || part === '[') {
          node.text = '';
          open.push(node);
        }
      }
    }
  }
  return open.length > 0 || nodes.length === 0 ? null : nodes;
}

function keyOf(parent: JsonNode | undefined, name: string | null): string | number | null {
  if (!parent) return null;
  return parent.kind === 'array' ? parent.child_count : unquoted(name ?? '""');
}

function kindOf(part: string): JsonNode['kind'] {
  if (part === '{') return 'object';
  if (part === '[') return 'array';
  if (part.startsWith('"')) return 'string';
  return /^-?\d/.test(part) ? 'number' : 'word';
}

function unquoted(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}

/** As PostgreSQL's jsonpath leads to a node: `$.name[2]."odd name"`. */
export function jsonPath(nodes: readonly JsonNode[], id: number): string {
  const parts: string[] = [];
  for (let node = nodes[id]; node && node.key !== null; node = nodes[node.parent]) {
    if (typeof node.key === 'number') parts.push(`[${node.key}]`);
    else parts.push(/^[A-Za-z_]\w*$/.test(node.key) ? `.${node.key}` : `.${JSON.stringify(node.key)}`);
  }
  return `$${parts.reverse().join('')}`;
}

/** A string without its quotes, everything else as it is written. */
export function nodeValue(text: string, node: JsonNode): string {
  return node.kind === 'string' ? unquoted(node.text) : text.slice(node.from, node.to);
}

/** The nodes that are seen while those of `open` are open; with a search those that hold it and what leads there. */
export function shownNodes(nodes: readonly JsonNode[], open: ReadonlySet<number>, search: string): JsonNode[] {
  const lower = search.toLowerCase();
  const leads = new Set<number>();
  if (lower !== '') {
    for (const node of nodes) {
      if (!`${node.key ?? ''} ${node.text}`.toLowerCase().includes(lower)) continue;
      for (let at: JsonNode | undefined = node; at && !leads.has(at.id); at = nodes[at.parent]) leads.add(at.id);
    }
    return nodes.filter((node) => leads.has(node.id));
  }
  const seen = new Set<number>([0]);
  return nodes.filter((node) => {
    const is_seen = node.parent < 0 || (seen.has(node.parent) && open.has(node.parent));
    if (is_seen) seen.add(node.id);
    return is_seen;
  });
}
