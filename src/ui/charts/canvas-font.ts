/** Larger text would not fit into the margins of the charts. */
const LARGEST = 13;

/** The small text of an element's own font, for drawing on canvases. */
export function canvasFont(element: Element): string {
  const root = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const size = Math.min(LARGEST, 0.6875 * root);
  return `${size}px ${getComputedStyle(element).fontFamily}`;
}
