// Markdown as elements: marked's lexer cuts the text into tokens, and each becomes an element of ours. No markup is ever made out
// of a string, HTML in the text is shown as text, pictures are links, and links lead to http and https alone.

import { lexer } from 'marked';
import type { Token, Tokens } from 'marked';
import { useMemo } from 'react';
import type { ReactNode } from 'react';

/** Longer texts are shown as they are; the form takes fewer characters. */
const longest_text = 20_000;
/** Lists in lists, quotes in quotes. */
const deepest = 12;

export function Markdown({ text }: { text: string }): ReactNode {
  const tokens = useMemo(() => (text.length > longest_text ? null : lexer(text, { gfm: true })), [text]);
  if (tokens === null) return <pre className="whitespace-pre-wrap">{text}</pre>;
  return <div className="grid gap-2 break-words [&_li]:ml-5 [&_ol]:list-decimal [&_ul]:list-disc">{blocks(tokens, 0)}</div>;
}

function blocks(tokens: readonly Token[], depth: number): ReactNode {
  return tokens.map((token, index) => <Block key={index} token={token as Tokens.Generic} depth={depth} />);
}

function Block({ token, depth }: { token: Tokens.Generic; depth: number }): ReactNode {
  if (depth > deepest) return token.raw;
  switch (token.type) {
    case 'space': case 'def': return null;
    // In a panel that has a heading of its own, all of them are equal.
    case 'heading': return <p className="font-semibold">{inline(token, depth)}</p>;
    case 'paragraph': return <p>{inline(token, depth)}</p>;
    case 'code': return <pre tabIndex={0} className="overflow-auto rounded-sm bg-surface-2 px-2 py-1 font-mono text-small">{(token as Tokens.Code).text}</pre>;
    case 'blockquote': return <blockquote className="grid gap-1 border-l-2 border-line-strong pl-2 text-muted">{blocks(token.tokens ?? [], depth + 1)}</blockquote>;
    case 'hr': return <hr className="border-line" />;
    case 'list': return <List list={token as Tokens.List} depth={depth} />;
    case 'table': return <Table table={token as Tokens.Table} depth={depth} />;
    case 'text': return <span>{inline(token, depth)}</span>;
    default: return <p className="whitespace-pre-wrap">{token.raw.trim()}</p>;
  }
}

function List({ list, depth }: { list: Tokens.List; depth: number }): ReactNode {
  const items = list.items.map((item, index) => <li key={index}>{blocks(item.tokens, depth + 1)}</li>);
  return list.ordered ? <ol start={Number(list.start) || 1}>{items}</ol> : <ul>{items}</ul>;
}

function Table({ table, depth }: { table: Tokens.Table; depth: number }): ReactNode {
  const look = 'border border-line px-2 py-0.5 text-left';
  return (
    <div className="overflow-auto" tabIndex={0} role="group" aria-label="Table">
      <table className="border-collapse">
        <thead><tr>{table.header.map((cell, index) => <th key={index} className={look}>{inline(cell, depth)}</th>)}</tr></thead>
        <tbody>{table.rows.map((row, index) => <tr key={index}>{row.map((cell, at) => <td key={at} className={look}>{inline(cell, depth)}</td>)}</tr>)}</tbody>
      </table>
    </div>
  );
}

/** What stands within a line; where a token has no parts it is its text. */
function inline(token: { tokens?: Token[] | undefined; text?: unknown }, depth: number): ReactNode {
  if (!token.tokens) return typeof token.text === 'string' ? token.text : null;
  return token.tokens.map((part, index) => <Span key={index} token={part as Tokens.Generic} depth={depth + 1} />);
}

function Span({ token, depth }: { token: Tokens.Generic; depth: number }): ReactNode {
  if (depth > deepest) return token.raw;
  switch (token.type) {
    case 'strong': return <strong className="font-semibold">{inline(token, depth)}</strong>;
    case 'em': return <em>{inline(token, depth)}</em>;
    case 'del': return <del>{inline(token, depth)}</del>;
    case 'codespan': return <code className="rounded-sm bg-surface-2 px-1 font-mono text-small">{(token as Tokens.Codespan).text}</code>;
    case 'br': return <br />;
    case 'link': case 'image': return <SafeLink link={token as Tokens.Link} depth={depth} />;
    case 'escape': case 'text': return inline(token, depth);
    default: return token.raw;
  }
}

function SafeLink({ link, depth }: { link: Tokens.Link; depth: number }): ReactNode {
  const words = link.text === '' ? link.href : inline(link, depth);
  const address = safeAddress(link.href);
  if (address === null) return <span>{words}</span>;
  return <a href={address} target="_blank" rel="noopener noreferrer nofollow" className="text-accent underline">{words}</a>;
}

/** The address of a link that may be followed; null for every scheme but http and https, and for what is no whole address. */
export function safeAddress(href: string): string | null {
  try {
    const url = new URL(href);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
  } catch {
    return null;
  }
}
