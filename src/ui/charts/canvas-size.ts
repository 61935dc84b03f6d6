/**
 * Gives a canvas as many pixels as it covers on the screen and returns its context, scaled so
 * that drawing is in CSS pixels.
 */
export function sizeCanvas(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D {
  const ratio = window.devicePixelRatio || 1;
  const pixelWidth = Math.max(1, Math.round(width * ratio));
  const pixelHeight = Math.max(1, Math.round(height * ratio));
  if (canvas.width !== pixelWidth) canvas.width = pixelWidth;
  if (canvas.height !== pixelHeight) canvas.height = pixelHeight;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser draws on no 2-D canvas.');
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}
