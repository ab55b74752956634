// The tools of the shown result, at the right of its tabs: its time and notices, other views of it, and what
// result-tools.ts lists.

import { Rows3, Search } from 'lucide-react';
import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { shortcutText } from '../../../lib/command.ts';
import { durationText } from '../../../lib/format.ts';
import { IconButton } from '../../../ui/button.tsx';
import { lookOf } from './result-look.ts';
import { result_tools, result_views } from './result-tools.ts';
import type { ResultContext } from './result-tools.ts';

interface ResultToolBarProps {
  context: ResultContext;
  /** The id of the shown view; `rows` is the grid. */
  view: string;
  onView: (id: string) => void;
}

export function ResultToolBar({ context, view, onView }: ResultToolBarProps): ReactNode {
  const { result } = context.kept;
  const views = result_views.filter((each) => each.fits(context.kept));
  return (
    <>
      {result.tag !== null && <span className="px-1 text-small whitespace-nowrap text-muted tabular-nums max-sm:hidden">
        {result.tag}{result.duration_ms !== null && ` · ${durationText(result.duration_ms)}`}
      </span>}
      {views.length > 0 && [{ id: 'rows', label: 'Rows', icon: Rows3 }, ...views].map(({ id, label, icon: Icon }) => (
        <IconButton key={id} label={label} aria-pressed={view === id} onClick={() => onView(id)}
          className="aria-pressed:bg-accent-soft aria-pressed:text-ink">
          <Icon aria-hidden size={16} strokeWidth={1.5} />
        </IconButton>
      ))}
      {view === 'rows' && result.columns !== null && !result.source.is_let_go && (
        <IconButton label={`Search and filter (${shortcutText('mod+f')})`} onClick={() => {
          const look = lookOf(context.kept.sql, result);
          look.change({ has_bar: !look.state.has_bar });
        }}>
          <Search aria-hidden size={15} strokeWidth={1.5} />
        </IconButton>
      )}
      {result_tools.map((tool) => <Fragment key={tool.id}>{tool.show(context)}</Fragment>)}
    </>
  );
}
