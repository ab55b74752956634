// What can be done with a result beside reading its rows: tools in its bar (export, …) and other views of it (a chart, a
// plan). One line here adds one; the bar draws them in this order.

import type { Parameters } from '@studio-pg/client';
import type { LucideIcon } from 'lucide-react';
import { createElement } from 'react';
import type { ReactNode } from 'react';
import { chart_view } from '../chart/chart-view.tsx';
import { ExportTool } from './export-tool.tsx';
import type { KeptResult } from './result-shelf.ts';

/** What a tool or a view works with. */
export interface ResultContext {
  kept: KeptResult;
  /** The result's own statement, by the server's parser, with its values; null where it cannot say. */
  statement: () => Promise<{ sql: string; parameters: Parameters | undefined } | null>;
  /** The session whose open transaction holds the rows. */
  session: string | undefined;
}

export interface ResultTool {
  id: string;
  /** Buttons or menus for the bar; null where it has nothing to offer for this result. */
  show: (context: ResultContext) => ReactNode;
}

/** Another picture of a result, in place of its rows. */
export interface ResultView {
  id: string;
  label: string;
  icon: LucideIcon;
  fits: (kept: KeptResult) => boolean;
  show: (context: ResultContext) => ReactNode;
}

export const result_tools: readonly ResultTool[] = [{ id: 'export', show: (context) => createElement(ExportTool, context) }];
export const result_views: readonly ResultView[] = [chart_view];
