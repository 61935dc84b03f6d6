import { parseColour } from '../../../src/ui/charts/colour-scale.ts';

/**
 * How colours look to people with dichromatic vision, and how far apart two colours are. Colours
 * are `#rrggbb` in sRGB.
 */
export type Vision = 'usual' | 'protan' | 'deutan' | 'tritan';
export const VISIONS = ['usual', 'protan', 'deutan', 'tritan'] as const;

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

/** Machado, Oliveira and Fernandes (2009) at severity 1, in linear sRGB. */
const MATRICES: Readonly<Record<Vision, Matrix>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** From linear sRGB to CIE XYZ under D65, divided by the white point. */
const TO_XYZ: Matrix = [
  [0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339 / 1.08883, 0.119192 / 1.08883, 0.9503041 / 1.08883],
];

const times = (matrix: Matrix, [a, b, c]: Triple): Triple => {
  const row = ([x, y, z]: Triple) => x * a + y * b + z * c;
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
};

const each = ([a, b, c]: Triple, f: (value: number) => number): Triple => [
  f(a),
  f(b),
  f(c),
];

function linear(colour: string): Triple {
  return each(parseColour(colour), (value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
}

/** CIE L*a*b* of a colour as somebody with that vision sees it. */
export function labOf(colour: string, vision: Vision): Triple {
  const seen = each(times(MATRICES[vision], linear(colour)), (value) =>
    Math.max(0, Math.min(1, value)),
  );
  const [x, y, z] = each(times(TO_XYZ, seen), (value) =>
    value > 216 / 24389 ? Math.cbrt(value) : ((24389 / 27) * value + 16) / 116,
  );
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const degrees = (radians: number): number => (radians * 180) / Math.PI;
const cosine = (angle: number): number => Math.cos((angle * Math.PI) / 180);

/** The difference CIEDE2000 of two colours in L*a*b*; about 2 is just noticed side by side. */
export function differenceOf([l1, a1, b1]: Triple, [l2, a2, b2]: Triple): number {
  const chroma = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const g = 0.5 * (1 - Math.sqrt(chroma ** 7 / (chroma ** 7 + 25 ** 7)));
  const [c1, c2] = [Math.hypot(a1 * (1 + g), b1), Math.hypot(a2 * (1 + g), b2)];
  const hue = (a: number, b: number): number =>
    a === 0 && b === 0 ? 0 : (degrees(Math.atan2(b, a * (1 + g))) + 360) % 360;
  const [h1, h2] = [hue(a1, b1), hue(a2, b2)];
  const grey = c1 * c2 === 0;
  const apart = h2 - h1;
  const turned = grey
    ? 0
    : apart > 180
      ? apart - 360
      : apart < -180
        ? apart + 360
        : apart;
  const deltaH = 2 * Math.sqrt(c1 * c2) * Math.sin((turned * Math.PI) / 360);
  const sumH = h1 + h2;
  const meanH = grey
    ? sumH
    : Math.abs(apart) <= 180
      ? sumH / 2
      : (sumH + (sumH < 360 ? 360 : -360)) / 2;
  const meanL = (l1 + l2) / 2;
  const meanC = (c1 + c2) / 2;
  const t =
    1 -
    0.17 * cosine(meanH - 30) +
    0.24 * cosine(2 * meanH) +
    0.32 * cosine(3 * meanH + 6) -
    0.2 * cosine(4 * meanH - 63);
  const sl = 1 + (0.015 * (meanL - 50) ** 2) / Math.sqrt(20 + (meanL - 50) ** 2);
  const sc = 1 + 0.045 * meanC;
  const sh = 1 + 0.015 * meanC * t;
  const rc = 2 * Math.sqrt(meanC ** 7 / (meanC ** 7 + 25 ** 7));
  const rt =
    -rc * Math.sin((2 * 30 * Math.exp(-(((meanH - 275) / 25) ** 2)) * Math.PI) / 180);
  const [l, c, h] = [(l2 - l1) / sl, (c2 - c1) / sc, deltaH / sh];
  return Math.sqrt(l * l + c * c + h * h + rt * c * h);
}

/** The smallest difference between any two of the colours under any of the visions. */
export function leastDifference(
  colours: readonly string[],
  visions: readonly Vision[] = VISIONS,
): { difference: number; vision: Vision; pair: readonly [string, string] } {
  let least = {
    difference: Infinity,
    vision: visions[0],
    pair: ['', ''] as readonly [string, string],
  };
  for (const vision of visions)
    colours.forEach((first, i) => {
      for (const second of colours.slice(i + 1)) {
        const difference = differenceOf(labOf(first, vision), labOf(second, vision));
        if (difference < least.difference)
          least = { difference, vision, pair: [first, second] };
      }
    });
  return least;
}
