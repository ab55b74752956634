// How wide a text is drawn in the grid's 12 px type. Measured where there is a canvas; elsewhere the average width of a
// character decides.

/** Of the 12 px code font, which is the widest of the two. */
const character_px = 7.3;
const measured_characters = 80;

type Fonts = 'ui' | 'code';
let context: OffscreenCanvasRenderingContext2D | null | undefined;

export function textWidth(text: string, font: Fonts): number {
  if (font === 'code' || text.length > measured_characters) return text.length * character_px;
  context ??= typeof OffscreenCanvas === 'undefined' ? null : measurer();
  return context ? Math.ceil(context.measureText(text).width) : text.length * character_px;
}

function measurer(): OffscreenCanvasRenderingContext2D | null {
  const made = new OffscreenCanvas(1, 1).getContext('2d');
  const family = getComputedStyle(document.documentElement).getPropertyValue('--font-ui');
  if (made) made.font = `12px ${family || 'sans-serif'}`;
  return made;
}
