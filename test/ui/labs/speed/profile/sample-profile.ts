import type {
  Ceiling,
  Profile,
  ProfileRow,
  Quartiles,
} from '../../../../../src/speed/profile-handle.ts';

const around = (median: number): Quartiles => ({
  lower: 0.9 * median,
  median,
  upper: 1.2 * median,
});
const ceiling = (best: number): Ceiling => ({ best, spread: around(0.95 * best) });

const row = (
  kernel: string,
  group: ProfileRow['group'],
  layers: readonly number[],
  microseconds: number,
  flops: number | null,
  bytes: number | null,
  subject = '',
): ProfileRow => ({
  kernel,
  group,
  layers,
  subject,
  count: Math.max(1, layers.length),
  time: around(microseconds / 1000),
  flops,
  bytes,
});

/** Of a network 32-[4 × 256]-10 at a batch of 64 on a graphics card that there is not. */
export const sampleProfile: Profile = {
  adapter: 'Sample card (acme)',
  software: false,
  clock: { kind: 'gpu', resolution: 0.001 },
  date: '2026-01-01T00:00:00.000Z',
  network: { inputs: 32, width: 256, depth: 4, outputs: 10, batchSize: 64 },
  executors: [
    {
      kind: 'tiled',
      chosen: true,
      step: around(0.25),
      device: around(0.2),
      latency: around(1.4),
    },
  ],
  choice: 'A step takes about 8·10⁶ multiply-adds a layer, too many for one workgroup.',
  rows: [
    row('executor/gather-batch', 'gather', [], 4, 0, 16_640, 'inputs'),
    row('executor/gather-batch', 'gather', [], 4, 0, 5376, 'targets'),
    row('layer/dense', 'forward', [0], 8, 1_048_576, 173_056),
    row('layer/dense', 'forward', [1, 2, 3], 36, 8_388_608, 459_776),
    row('layer/dense', 'forward', [4], 7, 327_680, 81_000),
    row('loss/elementwise', 'loss', [], 4, 3840, 10_752, 'output'),
    row('loss/total', 'loss', [], 5, 128, 520, 'batch'),
    row('layer/dense-bias-gradient', 'bias-gradient', [0, 1, 2, 3], 16, 16_384, 66_560),
    row('layer/dense-kernel-gradient', 'kernel-gradient', [0], 8, 1_048_576, 106_496),
    row(
      'layer/dense-kernel-gradient',
      'kernel-gradient',
      [1, 2, 3],
      40,
      8_388_608,
      393_216,
    ),
    row(
      'layer/dense-input-gradient',
      'input-gradient',
      [1, 2, 3],
      38,
      8_388_608,
      524_288,
    ),
    row('layer/dense-input-gradient', 'input-gradient', [4], 7, 327_680, 209_408),
    row('layer/new', null, [], 3, null, null, 'dense_0'),
    row(
      'optimizer/update',
      'update',
      [],
      9,
      416_000,
      2_496_000,
      'parameters 0 to 208394',
    ),
  ],
  stepsTimed: 800,
  whole: around(0.19),
  splitRatio: 1.02,
  overheads: {
    roundTrip: around(0.3),
    readback: around(0.4),
    upload: around(0.35),
    uploadBytes: 10_752,
    dispatch: around(0.003),
  },
  ceilings: {
    bandwidths: [
      { bytes: 2 ** 16, rate: ceiling(900) },
      { bytes: 2 ** 20, rate: ceiling(1500) },
      { bytes: 2 ** 26, rate: ceiling(420) },
    ],
    arithmetic: ceiling(12_000),
  },
  notes: [],
};
