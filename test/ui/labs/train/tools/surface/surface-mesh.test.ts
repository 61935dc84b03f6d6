import { describe, expect, it } from 'vitest';
import { planeGrid } from '../../../../../../src/ui/charts/plane-grid.ts';
import {
  createProjection,
  USUAL_CAMERA,
} from '../../../../../../src/ui/labs/train/tools/surface/projection.ts';
import {
  adaptMeshSide,
  createMesh,
  depthOrder,
  heightAt,
  heightOf,
  latticePlace,
  lightFor,
  projectMesh,
  quadLight,
} from '../../../../../../src/ui/labs/train/tools/surface/surface-mesh.ts';

const SIDE = 8;

/** A mesh of f over the plane −1 to 1, sampled where the network is asked. */
function meshOf(f: (x: number, y: number) => number, range = [-1, 1] as const) {
  const inputs = planeGrid([-1, 1], SIDE);
  const values = Array.from({ length: SIDE * SIDE }, (_, i) =>
    f(inputs[2 * i], inputs[2 * i + 1]),
  );
  return createMesh(values, range, 1);
}

describe('the mesh', () => {
  it('stands where the values were sampled', () => {
    const mesh = meshOf((x) => x);
    const inputs = planeGrid([-1, 1], SIDE);
    for (let row = 0; row < SIDE; row++)
      for (let column = 0; column < SIDE; column++) {
        const i = row * SIDE + column;
        expect(latticePlace(mesh, column)).toBeCloseTo(inputs[2 * i], 6);
        expect(-latticePlace(mesh, row)).toBeCloseTo(inputs[2 * i + 1], 6);
      }
  });

  it('reproduces a tilted plane between its points', () => {
    const mesh = meshOf((x, y) => 0.4 * x - 0.3 * y);
    expect(heightAt(mesh, 0.13, -0.41)).toBeCloseTo(0.4 * 0.13 + 0.3 * 0.41, 5);
    // At the edge of the plane, half a cell beyond the last point, the last height stays.
    expect(heightAt(mesh, 1, 1)).toBeCloseTo(mesh.heights[SIDE - 1], 6);
    expect(heightAt(mesh, -1, -1)).toBeCloseTo(mesh.heights[SIDE * (SIDE - 1)], 6);
  });

  it('maps the range to the box, cuts off what lies beyond and survives what is no number', () => {
    expect(heightOf(0, [0, 1], 0.6)).toBeCloseTo(-0.6);
    expect(heightOf(1, [0, 1], 0.6)).toBeCloseTo(0.6);
    expect(heightOf(Infinity, [0, 1], 0.6)).toBeCloseTo(0.6);
    expect(heightOf(NaN, [0, 1], 0.6)).toBe(0);
    expect(heightOf(3, [2, 2], 0.6)).toBe(0);
  });
});

describe('the depth order', () => {
  it('holds every quad once, from the farthest to the nearest', () => {
    const { quads, distances } = depthOrder(
      meshOf(() => 0),
      [3, -4, 2],
    );
    expect([...quads].sort((a, b) => a - b)).toEqual(
      Array.from({ length: (SIDE - 1) ** 2 }, (_, k) => k),
    );
    for (let i = 1; i < quads.length; i++)
      expect(distances[quads[i]]).toBeLessThanOrEqual(distances[quads[i - 1]]);
    // The eye is at the lower right: the quad there comes last, the opposite one first.
    expect(quads[0]).toBe(0);
    expect(quads.at(-1)).toBe((SIDE - 1) ** 2 - 1);
  });

  it('draws a quad after those that it can hide: along each line of sight, the nearer is later', () => {
    const mesh = meshOf(() => 0);
    const asASide = SIDE - 1;
    const quadAt = (x: number, y: number): number | null => {
      const place = (at: number) => ((at - mesh.low) / (-2 * mesh.low)) * asASide;
      const [column, row] = [Math.floor(place(x)), Math.floor(place(-y))];
      const inside = column >= 0 && row >= 0 && column < asASide && row < asASide;
      return inside ? row * asASide + column : null;
    };
    for (const eye of [
      [4, 1],
      [-2, -3.3],
      [0.3, 0.2],
    ] as const) {
      const { quads } = depthOrder(mesh, [...eye, 1]);
      const rank = new Map([...quads].map((quad, index) => [quad, index]));
      for (let angle = 0; angle < 6.28; angle += 0.05) {
        let previous: number | null = null;
        for (let far = 8; far > 0; far -= 0.01) {
          const quad = quadAt(
            eye[0] + far * Math.cos(angle),
            eye[1] + far * Math.sin(angle),
          );
          if (quad === null || quad === previous) continue;
          if (previous !== null)
            expect(rank.get(quad)).toBeGreaterThan(rank.get(previous)!);
          previous = quad;
        }
      }
    }
  });
});

describe('the light', () => {
  const light = lightFor(createProjection(USUAL_CAMERA, 400, 300, 0));

  it('leaves a flat surface as it is', () => {
    expect(
      quadLight(
        meshOf(() => 0.3),
        10,
        light,
      ),
    ).toBeCloseTo(0, 6);
  });

  it('is brighter on the side towards the light than on the one away from it', () => {
    const [x, y] = light;
    const towards = quadLight(
      meshOf((atX, atY) => -x * atX - y * atY),
      10,
      light,
    );
    const away = quadLight(
      meshOf((atX, atY) => x * atX + y * atY),
      10,
      light,
    );
    expect(towards).toBeGreaterThan(0);
    expect(away).toBeLessThan(0);
  });
});

describe('the picture of a mesh', () => {
  it('has the places of its points', () => {
    const mesh = meshOf((x, y) => x * y);
    const projection = createProjection(USUAL_CAMERA, 400, 300, 20);
    const places = new Float32Array(2 * SIDE * SIDE);
    projectMesh(mesh, projection, places);
    const i = 2 * SIDE + 5;
    const expected = projection.project(
      latticePlace(mesh, 5),
      -latticePlace(mesh, 2),
      mesh.heights[i],
    );
    expect(places[2 * i]).toBeCloseTo(expected[0], 3);
    expect(places[2 * i + 1]).toBeCloseTo(expected[1], 3);
  });
});

describe('the lattice', () => {
  it('gets coarser where drawing or predicting is slow, and finer where both are quick', () => {
    expect(adaptMeshSide(48, 30, 10)).toBe(40);
    expect(adaptMeshSide(48, 3, 500)).toBe(40);
    expect(adaptMeshSide(48, 2, 10)).toBe(56);
    expect(adaptMeshSide(48, 8, 10)).toBe(48);
    // Nothing has been measured yet.
    expect(adaptMeshSide(48, 0, 0)).toBe(48);
    expect(adaptMeshSide(32, 99, 99)).toBe(32);
    expect(adaptMeshSide(64, 1, 1)).toBe(64);
  });
});
