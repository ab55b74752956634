// Markdown becomes elements, and nothing in it becomes markup or a way to run anything.

import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Markdown, safeAddress } from './markdown.tsx';

const shown = (text: string): string => renderToStaticMarkup(<Markdown text={text} />).replace(/ (class|tabindex|role|aria-label)="[^"]*"/g, '');

describe('Markdown', () => {
  it.each([
    ['**bold** and `code`', '<p><strong>bold</strong> and <code>code</code></p>'],
    ['# Title', '<p>Title</p>'],
    ['- one\n- two', '<ul><li><span>one</span></li><li><span>two</span></li></ul>'],
    ['```\nselect 1 < 2\n```', '<pre>select 1 &lt; 2</pre>'],
    ['[docs](https://example.com/a?b=1)', '<a href="https://example.com/a?b=1" target="_blank" rel="noopener noreferrer nofollow">docs</a>'],
    ['a & b', '<p>a &amp; b</p>'],
    ['| a |\n|---|\n| 1 |', '<td>1</td>'],
  ])('%j', (text, expected) => expect(shown(text)).toContain(expected));

  it.each([
    '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', 'a <b onclick="x()">b</b>', '[x](javascript:alert(1))',
    '![x](javascript:alert(1))', '[x](data:text/html,x)', '[x](//other.example)', '<javascript:alert(1)>', '[x]: javascript:alert(1)\n\n[x]',
  ])('%s is no markup and leads nowhere', (text) => {
    expect(shown(text)).not.toMatch(/<(script|img|b )|href=|onerror=alert\(1\)>/);
  });
  it('bears quotes without end', () => {
    expect(shown('>'.repeat(500))).not.toBe('');
  });
});

it.each([['https://a.example/', true], ['http://a.example/', true], ['JavaScript:x', false], ['/path', false], ['mailto:a@b', false]])(
  '%s may be followed: %s', (href, expected) => expect(safeAddress(href) !== null).toBe(expected));
