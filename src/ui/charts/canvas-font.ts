/** The size that the margins of the charts are made for, in CSS pixels. */
const USUAL = 11;

/** The small text of an element's own font, for drawing on canvases. */
export function canvasFont(element: Element): string {
  const root = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return `${0.6875 * root}px ${getComputedStyle(element).fontFamily}`;
}

/** How many times larger than usual a `canvasFont` is: margins grow by as much. */
export function fontScale(font: string): number {
  return Number.parseFloat(font) / USUAL;
}
