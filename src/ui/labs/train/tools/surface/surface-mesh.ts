import type { Projection, Vector } from './projection.ts';

/**
 * A height over each point of a square lattice, side × side, row by row from the greatest y
 * (the second input) down, as `planeGrid` asks for them. Quad k of (side − 1)² has its corner of
 * least column and row at column k mod (side − 1). Everything here is pure.
 */
export interface SurfaceMesh {
  readonly side: number;
  /** z of each point, [side²], in units of the box. */
  readonly heights: Float32Array;
  /** x of the first column and y of the last row: a lattice through cells' centres stops short of −1. */
  readonly low: number;
}

/**
 * @param values [side²], the outputs at the cells' centres
 * @param range values at the bottom and at the top of the box; what lies beyond is cut off
 */
export function createMesh(
  values: ArrayLike<number>,
  range: readonly [number, number],
  boxHeight: number,
): SurfaceMesh {
  const side = Math.round(Math.sqrt(values.length));
  const heights = new Float32Array(side * side);
  for (let i = 0; i < heights.length; i++)
    heights[i] = heightOf(values[i], range, boxHeight);
  return { side, heights, low: -1 + 1 / side };
}

/** The height of a value in the box; that of a value that is no number is 0, the middle. */
export function heightOf(
  value: number,
  [low, high]: readonly [number, number],
  boxHeight: number,
): number {
  if (Number.isNaN(value) || !(high > low)) return 0;
  const share = Math.max(0, Math.min(1, (value - low) / (high - low)));
  return (2 * share - 1) * boxHeight;
}

/** x of a column, or −y of a row. */
export function latticePlace({ side, low }: SurfaceMesh, index: number): number {
  return low + (index * -2 * low) / (side - 1);
}

/** The height of the surface over (x, y), between its four lattice points; at its edge beyond. */
export function heightAt(mesh: SurfaceMesh, x: number, y: number): number {
  const { side, heights, low } = mesh;
  const place = (at: number) =>
    Math.max(0, Math.min(side - 1, ((at - low) / (-2 * low)) * (side - 1)));
  const column = Math.min(side - 2, Math.floor(place(x)));
  const row = Math.min(side - 2, Math.floor(place(-y)));
  const [right, down] = [place(x) - column, place(-y) - row];
  const corner = row * side + column;
  const upper = heights[corner] * (1 - right) + heights[corner + 1] * right;
  const lower = heights[corner + side] * (1 - right) + heights[corner + side + 1] * right;
  return upper * (1 - down) + lower * down;
}

/** Quads from the farthest to the nearest, with how far each is. */
export interface DepthOrder {
  /** [(side − 1)²] indices of quads. */
  readonly quads: Uint32Array;
  /** [(side − 1)²], by index of the quad: from the eye to its middle, seen from above. */
  readonly distances: Float32Array;
}

/**
 * The order in which the painter's algorithm draws. The distance is taken on the floor, which is
 * exact for a surface over a square lattice: a line of sight crosses, seen from above, each edge
 * between two squares from the one whose middle is nearer to the eye, whatever their heights.
 */
export function depthOrder(mesh: SurfaceMesh, [eyeX, eyeY]: Vector): DepthOrder {
  const quadsASide = mesh.side - 1;
  const count = quadsASide * quadsASide;
  const distances = new Float32Array(count);
  const quads = new Uint32Array(count);
  for (let row = 0, k = 0; row < quadsASide; row++) {
    const y = -latticePlace(mesh, row + 0.5);
    for (let column = 0; column < quadsASide; column++, k++) {
      quads[k] = k;
      distances[k] = Math.hypot(latticePlace(mesh, column + 0.5) - eyeX, y - eyeY);
    }
  }
  quads.sort((a, b) => distances[b] - distances[a]);
  return { quads, distances };
}

/** Places of all lattice points in the picture, [side², 2]. */
export function projectMesh(
  mesh: SurfaceMesh,
  { project }: Projection,
  target: Float32Array,
): void {
  const { side, heights } = mesh;
  for (let row = 0, i = 0; row < side; row++) {
    const y = -latticePlace(mesh, row);
    for (let column = 0; column < side; column++, i++) {
      const [atX, atY] = project(latticePlace(mesh, column), y, heights[i]);
      target[2 * i] = atX;
      target[2 * i + 1] = atY;
    }
  }
}

/**
 * How much brighter (above 0) or darker (below) than a flat place a quad is under a light from
 * the upper left behind the eye, −1 to 1. The side that the eye sees is lit.
 */
export function quadLight(mesh: SurfaceMesh, quad: number, light: Vector): number {
  const { side, heights, low } = mesh;
  const quadsASide = side - 1;
  const corner = Math.floor(quad / quadsASide) * side + (quad % quadsASide);
  const [a, b] = [heights[corner], heights[corner + 1]];
  const [c, d] = [heights[corner + side], heights[corner + side + 1]];
  const step = (-2 * low) / quadsASide;
  const slopeX = (b + d - a - c) / (2 * step);
  const slopeY = (a + b - c - d) / (2 * step);
  const [lightX, lightY, lightZ] = light;
  const facing = lightZ - slopeX * lightX - slopeY * lightY;
  return facing / Math.hypot(slopeX, slopeY, 1) - lightZ;
}

/** The direction to the light, which goes with the eye. */
export function lightFor({ eye, right }: Projection): Vector {
  const below = eye[2] < 0 ? -1 : 1;
  const floor = Math.hypot(eye[0], eye[1]) || 1;
  const x = -0.55 * right[0] + (0.3 * eye[0]) / floor;
  const y = -0.55 * right[1] + (0.3 * eye[1]) / floor;
  const z = 0.8;
  const length = Math.hypot(x, y, z);
  // From below one sees the other side, whose normals point down.
  return [(below * x) / length, (below * y) / length, z / length];
}

const SIDES = [32, 40, 48, 56, 64] as const;
/** Milliseconds: a drawing must leave the rest of a frame to others. */
const DRAWING = { slow: 14, quick: 5 } as const;
const PREDICTING = { slow: 120, quick: 40 } as const;

export const FIRST_SIDE = 48;

/** The side of the next lattice, from how long the last drawing and prediction took (0: none yet). */
export function adaptMeshSide(side: number, drawing: number, predicting: number): number {
  const position = Math.max(
    0,
    SIDES.findIndex((candidate) => candidate >= side),
  );
  if (drawing > DRAWING.slow || predicting > PREDICTING.slow)
    return SIDES[Math.max(0, position - 1)];
  const quick = drawing < DRAWING.quick && predicting < PREDICTING.quick;
  if (quick && drawing > 0 && predicting > 0)
    return SIDES[Math.min(SIDES.length - 1, position + 1)];
  return SIDES[position];
}
