import { SPEED_ENGINES } from '../../../../core/speed-question.ts';
import { CLASS_COLOURS, type Palette } from '../../../palette.ts';

/** Ours first, in the colours of the page; an engine keeps its colour whatever is shown beside it. */
const ORDER = SPEED_ENGINES.map(({ id }): string => id);
const COLOURS: Readonly<Record<string, string>> = {
  webgpu: CLASS_COLOURS[1],
  'webgpu-fused': CLASS_COLOURS[5],
  'webgpu-tiled': CLASS_COLOURS[7],
  cpu: CLASS_COLOURS[0],
  'tfjs-cpu': CLASS_COLOURS[8],
  'tfjs-wasm': CLASS_COLOURS[3],
  'tfjs-webgl': CLASS_COLOURS[9],
  'tfjs-webgpu': CLASS_COLOURS[6],
  'jax-wasm': CLASS_COLOURS[2],
  'jax-webgpu': CLASS_COLOURS[4],
};

/** What is no engine of its own (controls, the reference) has the colour of small text. */
export const engineColour = (engine: string, palette: Palette): string =>
  COLOURS[engine] ?? palette.muted;

/** Lines of one colour are told apart by their dashes. */
export function engineDash(engine: string): string | undefined {
  if (engine in COLOURS) return undefined;
  return ['6 3', '2 3', '8 3 2 3', '1 4'][ORDER.indexOf(engine) % 4];
}
