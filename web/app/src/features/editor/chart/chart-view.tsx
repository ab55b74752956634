// The chart as one of the views of a result (results/result-tools.ts). Its parts are loaded when it is first chosen.

import { ChartColumn } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { SkeletonLines } from '../../../ui/states.tsx';
import type { ResultView } from '../results/result-tools.ts';

const ChartPanel = lazy(async () => ({ default: (await import('./chart-panel.tsx')).ChartPanel }));

export const chart_view: ResultView = {
  id: 'chart', label: 'Chart', icon: ChartColumn,
  fits: ({ result }) => result.columns !== null && result.columns.length > 0 && result.source.row_count > 0,
  show: ({ kept }) => <Suspense fallback={<SkeletonLines lines={6} />}><ChartPanel key={kept.id} kept={kept} /></Suspense>,
};
