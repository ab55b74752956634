// A JSON value as a tree: opened and closed by arrows or by a click, searched, and each part of it copied with its path.

import { useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { writeClipboard } from '../clipboard.ts';
import { jsonPath, nodeValue, shownNodes } from './json-tree.ts';
import type { JsonNode } from './json-tree.ts';

/** Lines that are laid out; a search leads to the others. */
const drawn_nodes = 2000;
/** Open at first. */
const open_depth = 3;
const drawn_characters = 2000;

export function JsonView({ text, nodes, search }: { text: string; nodes: readonly JsonNode[]; search: string }): ReactNode {
  const [open, setOpen] = useState<ReadonlySet<number>>(
    () => new Set(nodes.filter((node) => node.depth < open_depth).map((node) => node.id)));
  const [chosen, setChosen] = useState(0);
  const tree = useRef<HTMLDivElement>(null);
  const shown = useMemo(() => shownNodes(nodes, open, search), [nodes, open, search]);
  const drawn = shown.slice(0, drawn_nodes);
  const at = Math.max(0, drawn.findIndex((node) => node.id === chosen));
  const node = drawn[at];

  const toggle = (id: number, is_open: boolean): void => setOpen((old) => {
    const next = new Set(old);
    if (is_open) next.add(id);
    else next.delete(id);
    return next;
  });
  const go = (to: number): void => {
    const target = drawn[to];
    if (!target) return;
    setChosen(target.id);
    tree.current?.querySelector<HTMLElement>(`[data-node="${target.id}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!node) return;
    const is_open = open.has(node.id);
    if (event.key === 'ArrowDown') go(at + 1);
    else if (event.key === 'ArrowUp') go(at - 1);
    else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(drawn.length - 1);
    else if (event.key === 'ArrowRight') {
      if (node.child_count > 0 && !is_open) toggle(node.id, true);
      else go(at + 1);
    } else if (event.key === 'ArrowLeft') {
      if (node.child_count > 0 && is_open) toggle(node.id, false);
      else go(drawn.findIndex((each) => each.id === node.parent));
    } else return;
    event.preventDefault();
  };
  if (!node) return <p className="sg-note sg-viewer-words">Nothing in it holds that text.</p>;
  return (
    <>
      <div ref={tree} role="tree" aria-label="JSON" className="sg-viewer-body sg-tree" onKeyDown={onKeyDown}>
        {drawn.map((each, place) => (
          <div key={each.id} role="treeitem" data-node={each.id} aria-level={each.depth + 1} aria-selected={place === at} tabIndex={place === at ? 0 : -1}
            {...(each.child_count > 0 ? { 'aria-expanded': search !== '' || open.has(each.id) } : {})} className="sg-tree-line"
            style={{ paddingLeft: 8 + 14 * Math.min(each.depth, 30) }} onClick={() => {
              setChosen(each.id);
              if (each.child_count > 0) toggle(each.id, !open.has(each.id));
            }}>
            <span aria-hidden className="sg-tree-mark">{each.child_count === 0 ? '' : search !== '' || open.has(each.id) ? '▾' : '▸'}</span>
            {each.key !== null && <span className="sg-json-name">{each.key}: </span>}
            <span className={`sg-json-${each.kind === 'string' ? 'string' : 'number'}`}>{summary(each)}</span>
          </div>
        ))}
        {shown.length > drawn_nodes && <p className="sg-note sg-viewer-words">{(shown.length - drawn_nodes).toLocaleString('en-US')} more lines: search, or close what is open.</p>}
      </div>
      <footer className="sg-viewer-foot">
        <code className="sg-viewer-path">{jsonPath(nodes, node.id)}</code>
        <button type="button" className="sg-button" onClick={() => void writeClipboard(jsonPath(nodes, node.id))}>Copy path</button>
        <button type="button" className="sg-button" onClick={() => void writeClipboard(nodeValue(text, node))}>Copy value</button>
      </footer>
    </>
  );
}

function summary({ kind, text, child_count }: JsonNode): string {
  if (kind === 'object') return `{${child_count === 0 ? '' : ` ${child_count} `}}`;
  if (kind === 'array') return `[${child_count === 0 ? '' : ` ${child_count} `}]`;
  return text.length > drawn_characters ? `${text.slice(0, drawn_characters)}…` : text;
}
