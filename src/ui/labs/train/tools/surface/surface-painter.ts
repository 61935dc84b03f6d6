import { labelColour, type FieldMeaning } from '../../../../charts/field-painter.ts';
import type { PointSet } from '../../../../../session/handle.ts';
import { BOX_HEIGHT } from './projection.ts';
import { drawBox, drawLabels, type BoxScene } from './surface-axes.ts';
import {
  depthOrder,
  heightAt,
  heightOf,
  lightFor,
  projectMesh,
  quadLight,
  type DepthOrder,
  type SurfaceMesh,
} from './surface-mesh.ts';
import { targetOutput, type OutputChoice } from './surface-values.ts';

export interface SurfaceScene extends BoxScene {
  readonly mesh: SurfaceMesh;
  /** RGBA of each lattice point, [side², 4]. */
  readonly colours: Uint8ClampedArray;
  readonly meaning: FieldMeaning;
  readonly output: OutputChoice;
  /** Drawn at the values that they should get; null: not shown. */
  readonly points: PointSet | null;
}

/** More points than this only hide the surface. Both parts are in random order. */
const SHOWN_POINTS = 500;
/** CSS pixels by which a quad is drawn larger. */
const OVERLAP = 0.7;
/** Lines on the surface, about this many in each direction. */
const SURFACE_LINES = 12;

/** Draws box, surface, points and labels into `width` × `height` CSS pixels. */
export function drawSurface(
  context: CanvasRenderingContext2D,
  scene: SurfaceScene,
  width: number,
  height: number,
): void {
  const { projection } = scene;
  context.clearRect(0, 0, width, height);
  context.lineJoin = 'round';
  const fromAbove = projection.eye[2] >= 0;
  drawBox(context, scene, fromAbove ? 'with floor' : 'walls');
  const order = depthOrder(scene.mesh, projection.eye);
  const points = scene.points ? pointsByDistance(scene, scene.points) : [];
  paintInOrder(context, scene, order, points);
  if (!fromAbove) drawBox(context, scene, 'floor');
  drawLabels(context, scene);
}

/** Quads from far to near with the points between them, so that each hides what is behind. */
function paintInOrder(
  context: CanvasRenderingContext2D,
  scene: SurfaceScene,
  { quads, distances }: DepthOrder,
  points: readonly ScenePoint[],
): void {
  const { mesh, projection } = scene;
  const places = new Float32Array(2 * mesh.heights.length);
  projectMesh(mesh, projection, places);
  const paintQuad = quadPainter(context, scene, places);
  let next = 0;
  for (const quad of quads) {
    for (; next < points.length && points[next].distance > distances[quad]; next++)
      drawPoint(context, scene, points[next]);
    paintQuad(quad);
  }
  for (; next < points.length; next++) drawPoint(context, scene, points[next]);
}

function quadPainter(
  context: CanvasRenderingContext2D,
  { mesh, colours, projection, palette }: SurfaceScene,
  places: Float32Array,
): (quad: number) => void {
  const { side } = mesh;
  const quadsASide = side - 1;
  const every = Math.max(1, Math.round(quadsASide / SURFACE_LINES));
  const light = lightFor(projection);
  const channel = (corner: number, offset: number): number => {
    const at = 4 * corner + offset;
    return (
      colours[at] + colours[at + 4] + colours[at + 4 * side] + colours[at + 4 * side + 4]
    );
  };
  const line = (from: number, to: number): void => {
    context.beginPath();
    context.moveTo(places[2 * from], places[2 * from + 1]);
    context.lineTo(places[2 * to], places[2 * to + 1]);
    context.stroke();
  };
  return (quad) => {
    const column = quad % quadsASide;
    const row = Math.floor(quad / quadsASide);
    const corner = row * side + column;
    const opposite = corner + side + 1;
    const corners = [corner, corner + 1, opposite, opposite - 1];
    const centreX = corners.reduce((sum, at) => sum + places[2 * at], 0) / 4;
    const centreY = corners.reduce((sum, at) => sum + places[2 * at + 1], 0) / 4;
    context.beginPath();
    for (const at of corners) {
      const x = places[2 * at] - centreX;
      const y = places[2 * at + 1] - centreY;
      // A little larger than it is, so that no seams shine through between quads.
      const grown = 1 + OVERLAP / Math.max(1, Math.hypot(x, y));
      context.lineTo(centreX + x * grown, centreY + y * grown);
    }
    const colour = shade(
      channel(corner, 0) / 4,
      channel(corner, 1) / 4,
      channel(corner, 2) / 4,
      quadLight(mesh, quad, light),
    );
    context.fillStyle = colour;
    context.fill();
    const lineAbove = row % every === 0;
    const lineLeft = column % every === 0;
    if (!lineAbove && !lineLeft) return;
    context.strokeStyle = palette.ink;
    context.globalAlpha = 0.22;
    context.lineWidth = 0.8;
    if (lineAbove) line(corner, corner + 1);
    if (lineLeft) line(corner, corner + side);
    context.globalAlpha = 1;
  };
}

/** How far the light changes a colour: towards black where it is darker, towards white where brighter. */
const SHADE = { dark: 0.5, bright: 0.22 } as const;

/** A colour under a light of −1 to 1 (0: as it is), by mixing with black or white, which keeps its hue. */
export function shade(red: number, green: number, blue: number, light: number): string {
  const towards = light < 0 ? 0 : 255;
  const share = Math.min(1, Math.abs(light)) * (light < 0 ? SHADE.dark : SHADE.bright);
  const mix = (value: number) => Math.round(value + (towards - value) * share);
  return `rgb(${mix(red)} ${mix(green)} ${mix(blue)})`;
}

interface ScenePoint {
  /** From the eye on the floor, less what keeps the quads around it from hiding it. */
  readonly distance: number;
  readonly x: number;
  readonly y: number;
  readonly target: number;
  readonly colour: string;
}

function pointsByDistance(scene: SurfaceScene, points: PointSet): ScenePoint[] {
  const { domain, meaning, output, range, projection, palette, mesh } = scene;
  const [low, high] = domain;
  const toBox = (value: number) => (2 * (value - low)) / (high - low) - 1;
  const [eyeX, eyeY] = projection.eye;
  // A quad is nearer than a point in it by half its diagonal at most.
  const ownQuad = Math.SQRT1_2 * (2 / mesh.side);
  const found: ScenePoint[] = [];
  const { plane } = points;
  if (!plane) return found;
  for (let i = 0; i < Math.min(points.count, SHOWN_POINTS); i++) {
    const x = toBox(plane[2 * i]);
    const y = toBox(plane[2 * i + 1]);
    if (Math.abs(x) > 1 || Math.abs(y) > 1) continue;
    const label = points.labels[i];
    found.push({
      distance: Math.hypot(x - eyeX, y - eyeY) - ownQuad,
      x,
      y,
      target: heightOf(targetOutput(label, meaning, output), range, BOX_HEIGHT),
      colour: labelColour(label, meaning, palette),
    });
  }
  return found.sort((a, b) => b.distance - a.distance);
}

/** A dot at the value that the output should have, and a stem from there to the surface: the error. */
function drawPoint(
  context: CanvasRenderingContext2D,
  { mesh, projection, palette }: SurfaceScene,
  { x, y, target, colour }: ScenePoint,
): void {
  const [atX, atY] = projection.project(x, y, target);
  const [footX, footY] = projection.project(x, y, heightAt(mesh, x, y));
  context.strokeStyle = palette.ink;
  context.globalAlpha = 0.45;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(atX, atY);
  context.lineTo(footX, footY);
  context.stroke();
  context.globalAlpha = 1;
  context.fillStyle = colour;
  context.strokeStyle = palette.pointEdge;
  context.lineWidth = 0.8;
  context.beginPath();
  context.arc(atX, atY, 3, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}
