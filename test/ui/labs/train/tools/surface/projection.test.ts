import { describe, expect, it } from 'vitest';
import {
  BOX_HEIGHT,
  createProjection,
  STEEPEST,
  turnCamera,
  USUAL_CAMERA,
  ZOOM_RANGE,
  zoomCamera,
  type Camera,
} from '../../../../../../src/ui/labs/train/tools/surface/projection.ts';

const front: Camera = { azimuth: 0, elevation: 0, zoom: 1 };
const above: Camera = { azimuth: 0, elevation: STEEPEST, zoom: 1 };

describe('the projection', () => {
  it('shows x to the right and z up, seen from the front', () => {
    const { project } = createProjection(front, 400, 300, 0);
    expect(project(1, 0, 0)[0]).toBeGreaterThan(project(-1, 0, 0)[0]);
    expect(project(0, 0, 0.5)[1]).toBeLessThan(project(0, 0, -0.5)[1]);
  });

  it('shows y upwards, seen from above, and x to the right still', () => {
    const { project } = createProjection(above, 400, 300, 0);
    expect(project(0, 1, 0)[1]).toBeLessThan(project(0, -1, 0)[1]);
    expect(project(1, 0, 0)[0]).toBeGreaterThan(project(-1, 0, 0)[0]);
  });

  it('draws what is nearer larger', () => {
    const { project } = createProjection(front, 400, 300, 0);
    const width = (y: number) => project(1, y, 0)[0] - project(-1, y, 0)[0];
    expect(width(-1)).toBeGreaterThan(width(1) * 1.2);
  });

  it('puts the eye where the camera says', () => {
    const { eye } = createProjection({ ...front, azimuth: Math.PI / 2 }, 400, 300, 0);
    expect(eye[0]).toBeGreaterThan(1);
    expect(eye[1]).toBeCloseTo(0);
    expect(createProjection(above, 400, 300, 0).eye[2]).toBeGreaterThan(1);
  });

  it('keeps the whole box within its margins at zoom 1, whichever way it is turned', () => {
    const [width, height, margin] = [500, 370, 30];
    for (let azimuth = -3; azimuth < 3; azimuth += 0.37)
      for (let elevation = -1.5; elevation <= 1.5; elevation += 0.25) {
        const camera = { azimuth, elevation, zoom: 1 };
        const { project } = createProjection(camera, width, height, margin);
        for (const x of [-1, 1])
          for (const y of [-1, 1])
            for (const z of [-BOX_HEIGHT, BOX_HEIGHT]) {
              const [atX, atY] = project(x, y, z);
              // The largest width is looked for in eighths of a right angle.
              expect(atX).toBeGreaterThan(margin - 3);
              expect(atX).toBeLessThan(width - margin + 3);
              expect(atY).toBeGreaterThan(margin - 3);
              expect(atY).toBeLessThan(height - margin + 3);
            }
      }
  });

  it('stays finite in a picture smaller than its margins', () => {
    const { project } = createProjection(USUAL_CAMERA, 10, 10, 30);
    expect(project(1, 1, 1).every(Number.isFinite)).toBe(true);
  });
});

describe('the camera', () => {
  it('does not tip over', () => {
    expect(turnCamera(front, 0, 9).elevation).toBe(STEEPEST);
    expect(turnCamera(front, 0, -9).elevation).toBe(-STEEPEST);
  });

  it('is where it was after a whole turn', () => {
    const eye = (camera: Camera) => createProjection(camera, 100, 100, 0).eye;
    const turned = eye(turnCamera(USUAL_CAMERA, 2 * Math.PI, 0));
    eye(USUAL_CAMERA).forEach((value, i) => expect(turned[i]).toBeCloseTo(value));
  });

  it('zooms within its range', () => {
    expect(zoomCamera(front, 1.5).zoom).toBe(1.5);
    expect(zoomCamera(front, 1e9).zoom).toBe(ZOOM_RANGE[1]);
    expect(zoomCamera(front, 1e-9).zoom).toBe(ZOOM_RANGE[0]);
  });
});
