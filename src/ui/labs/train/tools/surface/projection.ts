/**
 * Perspective projection of the box in which a surface is drawn: x and y, the two inputs, run
 * from −1 to 1, and z, the output, from −BOX_HEIGHT to BOX_HEIGHT. Everything here is pure.
 */

/** Half the height of the box; half its width and depth are 1. */
export const BOX_HEIGHT = 0.62;

/** From the middle of the box to the eye, in units of the box: a moderate perspective. */
const DISTANCE = 5;

/** Radians: beyond this the picture would turn upside down. */
export const STEEPEST = Math.PI / 2;
export const ZOOM_RANGE = [0.5, 4] as const;

/** Where the box is looked at from. */
export interface Camera {
  /** Radians; 0: x runs to the right and y away from the eye. Grows as the eye walks anticlockwise. */
  readonly azimuth: number;
  /** Radians above the floor, −π/2 to π/2. */
  readonly elevation: number;
  /** 1: the whole box fits. */
  readonly zoom: number;
}

/** From the front, a little to the left and from above: all three axes are legible. */
export const USUAL_CAMERA: Camera = { azimuth: -0.55, elevation: 0.5, zoom: 1 };

/** The camera turned by radians; the azimuth stays within a turn, the elevation within its bounds. */
export function turnCamera(camera: Camera, azimuth: number, elevation: number): Camera {
  const turned = (camera.azimuth + azimuth) % (2 * Math.PI);
  const raised = Math.max(-STEEPEST, Math.min(STEEPEST, camera.elevation + elevation));
  return { ...camera, azimuth: turned, elevation: raised };
}

/** The camera zoomed by a factor, within ZOOM_RANGE. */
export function zoomCamera(camera: Camera, factor: number): Camera {
  const [least, most] = ZOOM_RANGE;
  return { ...camera, zoom: Math.max(least, Math.min(most, camera.zoom * factor)) };
}

export type Vector = readonly [number, number, number];

/** A camera in front of a picture. */
export interface Projection {
  /** The place of a point in the picture, in CSS pixels from its top left. */
  readonly project: (x: number, y: number, z: number) => readonly [number, number];
  /** The eye, in units of the box. */
  readonly eye: Vector;
  /** The direction that runs to the right in the picture; a unit vector. */
  readonly right: Vector;
}

/**
 * @param width, height of the picture in CSS pixels
 * @param margin CSS pixels on every side that the box leaves to labels at zoom 1
 */
export function createProjection(
  camera: Camera,
  width: number,
  height: number,
  margin: number,
): Projection {
  const { azimuth, elevation, zoom } = camera;
  const view = viewFrom(azimuth, elevation);
  const [spanX, spanY] = largestSpan(elevation);
  const fitting = Math.min(
    Math.max(1, width - 2 * margin) / spanX,
    Math.max(1, height - 2 * margin) / spanY,
  );
  const scale = zoom * fitting;
  const bounds = boundsOf(view);
  const offsetX = width / 2 - (scale * (bounds.left + bounds.right)) / 2;
  const offsetY = height / 2 - (scale * (bounds.top + bounds.bottom)) / 2;
  const [sinA, cosA] = [Math.sin(azimuth), Math.cos(azimuth)];
  const [sinE, cosE] = [Math.sin(elevation), Math.cos(elevation)];
  return {
    eye: [sinA * cosE * DISTANCE, -cosA * cosE * DISTANCE, sinE * DISTANCE],
    right: [cosA, sinA, 0],
    project: (x, y, z) => {
      const [across, down] = view(x, y, z);
      return [offsetX + scale * across, offsetY + scale * down];
    },
  };
}

type View = (x: number, y: number, z: number) => readonly [number, number];

/** Places to the right of and below the middle of the box, at a scale of 1 there. */
function viewFrom(azimuth: number, elevation: number): View {
  const [sinA, cosA] = [Math.sin(azimuth), Math.cos(azimuth)];
  const [sinE, cosE] = [Math.sin(elevation), Math.cos(elevation)];
  return (x, y, z) => {
    const across = x * cosA + y * sinA;
    const along = y * cosA - x * sinA;
    const size = DISTANCE / (DISTANCE + along * cosE - z * sinE);
    return [across * size, -(along * sinE + z * cosE) * size];
  };
}

function boundsOf(view: View) {
  const bounds = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const x of [-1, 1])
    for (const y of [-1, 1])
      for (const z of [-BOX_HEIGHT, BOX_HEIGHT]) {
        const [across, down] = view(x, y, z);
        bounds.left = Math.min(bounds.left, across);
        bounds.right = Math.max(bounds.right, across);
        bounds.top = Math.min(bounds.top, down);
        bounds.bottom = Math.max(bounds.bottom, down);
      }
  return bounds;
}

/** Width and height of the box at its largest, so that a turn leaves the scale as it is. */
function largestSpan(elevation: number): readonly [number, number] {
  let [across, down] = [0, 0];
  for (let eighth = 0; eighth <= 8; eighth++) {
    const { left, right, top, bottom } = boundsOf(
      viewFrom((eighth / 8) * (Math.PI / 2), elevation),
    );
    across = Math.max(across, right - left);
    down = Math.max(down, bottom - top);
  }
  return [across, down];
}
