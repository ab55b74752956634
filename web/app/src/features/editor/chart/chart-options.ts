// What ECharts is told to draw. Tips are drawn on the canvas: as markup they would need inline styles, which our policy forbids.

import type { EChartsCoreOption } from 'echarts/core';
import { countText } from '../../../lib/format.ts';
import type { ChartChoice } from './chart-choice.ts';
import type { ChartData } from './chart-data.ts';
import type { ChartLook } from './chart-look.ts';

type Option = EChartsCoreOption;

export function chartOption(choice: ChartChoice, data: ChartData, names: { x: string; y: string }, look: ChartLook): Option {
  switch (data.kind) {
    case 'bins': return { ...frame(look), ...axes(look, names, data.bins.map((bin) => numberText(bin.from))),
      series: [{ type: 'bar', barCategoryGap: '2%', data: data.bins.map((bin) => bin.count), itemStyle: { color: look.accent } }] };
    case 'points': return { ...frame(look, data.series.length > 1), ...valueAxes(look, names, data.is_time),
      series: data.series.map(({ name, points }) => ({ type: 'scatter', name, symbolSize: 7, data: points, itemStyle: { opacity: 0.7 }, large: true })) };
    case 'number': return frame(look);
    case 'groups':
      if (choice.kind === 'pie') return pie(data, look);
      if (choice.kind === 'heat_map') return heatMap(data, names, look);
      return bars(choice, data, names, look);
  }
}

type Groups = Extract<ChartData, { kind: 'groups' }>;

function bars(choice: ChartChoice, data: Groups, names: { x: string; y: string }, look: ChartLook): Option {
  const is_line = choice.kind !== 'bar';
  const base = data.is_time ? valueAxes(look, names, true) : axes(look, names, data.labels);
  return {
    ...frame(look, data.series.length > 1), ...base,
    series: data.series.map(({ name, values }) => ({
      type: is_line ? 'line' : 'bar', name: name === '' ? names.y : name, showSymbol: data.labels.length < 60, symbolSize: 5,
      ...(choice.kind === 'area' ? { areaStyle: { opacity: 0.25 }, stack: data.series.length > 1 ? 'all' : undefined } : {}),
      data: data.is_time ? values.map((value, index) => [data.times[index], value]) : values,
    })),
  };
}

function pie(data: Groups, look: ChartLook): Option {
  const [first] = data.series;
  return {
    ...frame(look),
    series: [{ type: 'pie', radius: ['35%', '70%'], itemStyle: { borderColor: look.surface, borderWidth: 2 },
      label: { color: look.text, formatter: '{b}: {d}%' }, labelLine: { lineStyle: { color: look.muted } },
      data: data.labels.map((name, index) => ({ name, value: first?.values[index] ?? 0 })).filter(({ value }) => value > 0) }],
  };
}

function heatMap(data: Groups, names: { x: string; y: string }, look: ChartLook): Option {
  const cells = data.series.flatMap(({ values }, row) => values.flatMap((value, column) => (value === null ? [] : [[column, row, value] as const])));
  const values = cells.map(([, , value]) => value);
  const both = axes(look, names, data.labels);
  return {
    ...frame(look), ...both,
    yAxis: { type: 'category', data: data.series.map(({ name }) => name), axisLabel: { color: look.muted }, axisLine: { lineStyle: { color: look.line } } },
    visualMap: { min: smallest(values, Math.min), max: smallest(values, Math.max), calculable: true, orient: 'vertical', right: 0, top: 'middle',
      textStyle: { color: look.muted }, inRange: { color: [look.accent_soft, look.accent] } },
    grid: { left: 12, right: 84, top: 16, bottom: 12, containLabel: true },
    series: [{ type: 'heatmap', data: cells, itemStyle: { borderColor: look.surface, borderWidth: 1 } }],
  };
}

function smallest(values: readonly number[], choose: (...values: number[]) => number): number {
  return values.reduce((a, b) => choose(a, b), values[0] ?? 0);
}

function frame(look: ChartLook, has_legend = false): Option {
  return {
    color: [...look.series], backgroundColor: look.surface, useUTC: true, animation: false,
    textStyle: { fontFamily: look.font, fontSize: 12, color: look.text },
    tooltip: { renderMode: 'richText', confine: true, backgroundColor: look.surface, borderColor: look.line, textStyle: { color: look.text, fontSize: 12 } },
    grid: { left: 12, right: 20, top: has_legend ? 36 : 16, bottom: 12, containLabel: true },
    ...(has_legend ? { legend: { type: 'scroll', top: 4, textStyle: { color: look.text }, pageTextStyle: { color: look.muted } } } : {}),
  };
}

function axes(look: ChartLook, names: { x: string; y: string }, labels: readonly string[]): Option {
  return {
    xAxis: { type: 'category', data: [...labels], ...axisLook(look), name: names.x, nameLocation: 'middle', nameGap: 28,
      axisLabel: { color: look.muted, hideOverlap: true, overflow: 'truncate', width: 120 } },
    yAxis: { type: 'value', ...axisLook(look) },
    grid: { left: 12, right: 20, top: 36, bottom: 28, containLabel: true },
  };
}

function valueAxes(look: ChartLook, names: { x: string; y: string }, is_time: boolean): Option {
  return {
    xAxis: { type: is_time ? 'time' : 'value', scale: true, ...axisLook(look), name: names.x, nameLocation: 'middle', nameGap: 28 },
    yAxis: { type: 'value', scale: !is_time, ...axisLook(look) },
    grid: { left: 12, right: 20, top: 36, bottom: 28, containLabel: true },
  };
}

function axisLook(look: ChartLook): Option {
  return { axisLabel: { color: look.muted, hideOverlap: true }, axisLine: { lineStyle: { color: look.line } }, splitLine: { lineStyle: { color: look.line } },
    nameTextStyle: { color: look.muted } };
}

/** A number of a chart: short, and exact where it is small. */
export function numberText(value: number): string {
  return Number.isInteger(value) ? countText(value) : value.toLocaleString('en-US', { maximumSignificantDigits: 6 });
}
