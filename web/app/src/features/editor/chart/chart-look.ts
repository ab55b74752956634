// The colors and letters of a chart, from the tokens of the page as they are now, light or dark.

export interface ChartLook {
  text: string;
  muted: string;
  line: string;
  surface: string;
  accent: string;
  accent_soft: string;
  font: string;
  /** Of series, in this order; told apart by lightness too. */
  series: readonly string[];
}

const series_tokens = ['--accent', '--success', '--code-number', '--info', '--danger', '--key', '--line-strong', '--accent-strong'] as const;

/** Reads what the browser makes of the tokens: `light-dark()` is resolved by an element's color alone. */
export function chartLook(element: HTMLElement): ChartLook {
  const probe = document.createElement('span');
  probe.hidden = true;
  element.append(probe);
  const color = (token: string): string => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const look: ChartLook = {
    text: color('--text'), muted: color('--text-muted'), line: color('--line'), surface: color('--surface-0'), accent: color('--accent'),
    accent_soft: color('--accent-soft'), font: getComputedStyle(element).fontFamily, series: series_tokens.map(color),
  };
  probe.remove();
  return look;
}
