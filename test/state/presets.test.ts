import { expect, it } from 'vitest';
import { parseSpec } from '../../src/spec/parse-spec.ts';
import { decodeUrl } from '../../src/state/decode-url.ts';
import { encodeUrl } from '../../src/state/encode-url.ts';
import { PRESETS, presetOf } from '../../src/state/presets.ts';
import { testPresets } from '../support/preset-suite.ts';

it('has a dozen and more, each with a name of its own', () => {
  expect(PRESETS.length).toBeGreaterThanOrEqual(12);
  expect(new Set(PRESETS.map(({ id }) => id)).size).toBe(PRESETS.length);
  expect(new Set(PRESETS.map(({ label }) => label)).size).toBe(PRESETS.length);
});

it.each(PRESETS.map((preset) => [preset.id, preset] as const))(
  '%s survives a link',
  (_, { spec }) => {
    expect(parseSpec(spec)).toEqual(spec);
    const state = { spec, engine: 'auto', executor: 'auto', playing: true } as const;
    const back = decodeUrl(encodeUrl(state).hash, []);
    expect(back).toMatchObject({ spec, problems: [] });
  },
);

it('knows which preset a spec is, whatever its seeds', () => {
  const { spec } = PRESETS[3];
  expect(presetOf({ ...spec, seed: 5, initSeed: 9 })).toBe(PRESETS[3]);
  expect(presetOf({ ...spec, batchSize: 77 })).toBeNull();
});

testPresets('cpu');
