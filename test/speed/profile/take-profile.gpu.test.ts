import { beforeAll, describe, expect, it } from 'vitest';
import { createNodeSpeedHost } from '../../../bench/hosts/node.ts';
import { UnavailableError, UserError } from '../../../src/core/errors.ts';
import { Disturbances } from '../../../src/speed/disturbances.ts';
import { takeProfile } from '../../../src/speed/profile/take-profile.ts';
import type { Profile, ProfileNews } from '../../../src/speed/profile-handle.ts';

/**
 * By how much a kernel may seem to exceed a ceiling: ceilings and kernels are measured one after
 * the other, on a machine that others use.
 */
const TOLERANCE = 0.5;

const host = createNodeSpeedHost('');
const network = { inputs: 8, width: 96, depth: 3, outputs: 4, batchSize: 64 };

describe('a profile', () => {
  let profile: Profile;
  const news: ProfileNews[] = [];
  beforeAll(async () => {
    const context = { host, disturbances: new Disturbances() };
    profile = await takeProfile(context, { network }, (told) => news.push(told));
  });

  it('knows every kernel of a step', () => {
    for (const { group, flops, bytes } of profile.rows) {
      expect(group).not.toBeNull();
      expect(flops).not.toBeNull();
      expect(bytes).toBeGreaterThan(0);
    }
    const count = profile.rows.reduce((sum, row) => sum + row.count, 0);
    // Two gathers and two of the loss, four times forward and two gradients, three errors, the update.
    expect(count).toBe(2 + 2 + 3 * 4 + 3 + 1);
    const hidden = profile.rows.find(
      ({ kernel, layers }) => kernel === 'layer/dense' && layers.length > 1,
    );
    expect(hidden).toMatchObject({ layers: [1, 2], count: 2, group: 'forward' });
  });

  it('times all of them, and the step around them', () => {
    for (const { time } of profile.rows) expect(time.median).toBeGreaterThan(0);
    expect(profile.clock.kind).toBe('gpu');
    expect(profile.splitRatio).toBeGreaterThan(0.5);
    expect(profile.stepsTimed).toBeGreaterThanOrEqual(5);
    const tiled = profile.executors.find(({ kind }) => kind === 'tiled')!;
    expect(tiled.step.median).toBeGreaterThan(tiled.device!.median / 2);
    expect(tiled.latency.median).toBeGreaterThan(0);
    expect(profile.executors.filter(({ chosen }) => chosen)).toHaveLength(1);
    const { roundTrip, readback, upload, uploadBytes } = profile.overheads;
    for (const { median } of [roundTrip, readback, upload])
      expect(median).toBeGreaterThan(0);
    expect(uploadBytes).toBe(4 * 64 * 12);
  });

  it('has ceilings, which no kernel exceeds', () => {
    const { bandwidths, arithmetic } = profile.ceilings;
    expect(bandwidths.map(({ bytes }) => bytes)).toEqual(
      [64, 256, 1024, 4096, 16384, 65536].map((kibibytes) => 1024 * kibibytes),
    );
    const fastest = Math.max(...bandwidths.map(({ rate }) => rate.best));
    for (const { rate } of bandwidths) expect(rate.best).toBeGreaterThan(0);
    for (const { kernel, time, count, flops, bytes } of profile.rows) {
      const perSecond = (1e-6 * count) / time.median;
      const rates = [flops! * perSecond, bytes! * perSecond];
      expect(rates[0], kernel).toBeLessThan((1 + TOLERANCE) * arithmetic.best);
      expect(rates[1], kernel).toBeLessThan((1 + TOLERANCE) * fastest);
    }
  });

  it('is plain JSON, and told how far it was', () => {
    expect(JSON.parse(JSON.stringify(profile))).toEqual(profile);
    const shares = news.map(({ share }) => share);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
    expect(profile.software).toBe(
      profile.notes.some((note) => note.includes('software')),
    );
  });
});

describe('a profile that cannot be', () => {
  const refused = (
    question: typeof network,
    findGpu: () => Promise<GPU | undefined> = host.findGpu,
  ) =>
    takeProfile(
      { host: { ...host, findGpu }, disturbances: new Disturbances() },
      { network: question },
      () => undefined,
    );

  it('says what is too large or missing', async () => {
    await expect(refused({ ...network, width: 8192, depth: 128 })).rejects.toThrow(
      UserError,
    );
    await expect(refused(network, async () => undefined)).rejects.toThrow(
      UnavailableError,
    );
  });
});

describe('a profile that was disturbed', () => {
  it('is taken again when the page is shown, and says so', async () => {
    const disturbances = new Disturbances();
    const small = { inputs: 2, width: 4, depth: 1, outputs: 1, batchSize: 4 };
    let isDisturbed = false;
    const profile = await takeProfile(
      { host, disturbances },
      { network: small },
      (told) => {
        if (told.doing.startsWith('Timing whole') && !isDisturbed) {
          isDisturbed = true;
          disturbances.noteVisibility(true);
        }
        if (told.doing.startsWith('Waiting')) disturbances.noteVisibility(false);
      },
    );
    expect(isDisturbed).toBe(true);
    expect(profile.notes[0]).toContain('The page was hidden');
    // Small enough for one dispatch: that is first, and the tiled steps beside it.
    expect(profile.executors.map(({ kind, chosen }) => [kind, chosen])).toEqual([
      ['fused', true],
      ['tiled', false],
    ]);
  });
});

/** The same adapter without timestamps. */
function withoutTimestamps(adapter: GPUAdapter): GPUAdapter {
  const features = new Set(adapter.features);
  features.delete('timestamp-query');
  return new Proxy(adapter, {
    get(target, name) {
      if (name === 'features') return features;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

describe('a profile without timestamps', () => {
  it('times by the clock on the wall, and says so', async () => {
    const findGpu = async () => {
      const gpu = await host.findGpu();
      return {
        requestAdapter: async () => withoutTimestamps((await gpu!.requestAdapter())!),
      } as unknown as GPU;
    };
    const profile = await takeProfile(
      { host: { ...host, findGpu }, disturbances: new Disturbances() },
      { network: { inputs: 4, width: 64, depth: 2, outputs: 2, batchSize: 32 } },
      () => undefined,
    );
    expect(profile.clock).toEqual({ kind: 'wall', reason: 'it offers no timestamps' });
    expect(profile.notes.join()).toContain('cannot time single dispatches');
    expect(profile.executors.map(({ device }) => device)).toEqual(
      profile.executors.map(() => null),
    );
    for (const { time } of profile.rows) expect(time.upper).toBeGreaterThan(0);
    expect(profile.whole.median).toBeGreaterThan(0);
    expect(profile.ceilings.arithmetic.best).toBeGreaterThan(0);
  });
});
