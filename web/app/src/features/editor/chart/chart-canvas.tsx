// The picture itself, and its files. The only module that loads ECharts, in parts, when a chart is first shown.

import { BarChart, HeatmapChart, LineChart, PieChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendScrollComponent, TooltipComponent, VisualMapContinuousComponent } from 'echarts/components';
import { init, use as registerParts } from 'echarts/core';
import type { EChartsType } from 'echarts/core';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';
import { useEffect, useImperativeHandle, useRef, useSyncExternalStore } from 'react';
import type { ReactNode, Ref } from 'react';
import { useTheme } from '../../../lib/theme.ts';
import type { ChartChoice } from './chart-choice.ts';
import type { ChartData } from './chart-data.ts';
import { chartLook } from './chart-look.ts';
import { chartOption } from './chart-options.ts';
import { emptyWithoutMarkup } from './empty-box.ts';

registerParts([BarChart, HeatmapChart, LineChart, PieChart, ScatterChart, GridComponent, LegendScrollComponent, TooltipComponent,
  VisualMapContinuousComponent, CanvasRenderer, SVGRenderer]);

export interface ChartPicture {
  /** The picture as it is on the screen; null before it is drawn. */
  file: (format: 'png' | 'svg') => Blob | null;
}

interface ChartCanvasProps {
  choice: ChartChoice;
  data: ChartData;
  names: { x: string; y: string };
  /** What the picture says, for who does not see it. */
  description: string;
  picture: Ref<ChartPicture>;
}

export function ChartCanvas({ choice, data, names, description, picture }: ChartCanvasProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const theme = useTheme();
  const is_dark_system = useSyncExternalStore(watchSystem, () => matchMedia(dark).matches);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    emptyWithoutMarkup(element);
    const made = init(element, null, { renderer: 'canvas' });
    chart.current = made;
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, []);
  useEffect(() => {
    if (box.current) chart.current?.setOption(chartOption(choice, data, names, chartLook(box.current)), true);
  }, [choice, data, names, theme, is_dark_system]);
  useImperativeHandle(picture, () => ({ file: (format) => (chart.current ? fileOf(chart.current, format) : null) }), []);
  return <div ref={box} role="img" aria-label={description} className="h-full min-h-40 w-full" />;
}

const dark = '(prefers-color-scheme: dark)';

function watchSystem(listener: () => void): () => void {
  const query = matchMedia(dark);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

function fileOf(chart: EChartsType, format: 'png' | 'svg'): Blob {
  if (format === 'png') {
    const [, base64 = ''] = chart.getDataURL({ type: 'png', pixelRatio: 2 }).split(',');
    return new Blob([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], { type: 'image/png' });
  }
  // As text alone, in no document: the drawing needs no element of the page.
  const drawn = init(null, null, { renderer: 'svg', ssr: true, width: chart.getWidth(), height: chart.getHeight() });
  drawn.setOption(chart.getOption());
  const svg = drawn.renderToSVGString();
  drawn.dispose();
  return new Blob([svg], { type: 'image/svg+xml' });
}
