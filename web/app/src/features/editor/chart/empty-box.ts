// ECharts empties its box by an empty innerHTML, which the page's policy refuses like every text that would be markup. The box
// that it is given empties itself instead, and takes no text.

export function emptyWithoutMarkup(element: HTMLElement): void {
  Object.defineProperty(element, 'innerHTML', {
    configurable: true,
    set: (text: string) => {
      if (text !== '') throw new TypeError('a chart writes no markup');
      element.replaceChildren();
    },
  });
}
