import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { activations } from '../../src/ops/activations/index.ts';
import { clippings } from '../../src/ops/clippings/index.ts';
import { losses } from '../../src/ops/losses/index.ts';
import { optimizers } from '../../src/ops/optimizers/index.ts';
import { regularizers } from '../../src/ops/regularizers/index.ts';

const SHADERS = new URL('../../shaders/', import.meta.url);

const twins = [
  ...activations.ids.map((id) => ({
    path: `activation/${id}.wgsl`,
    signatures: [
      'fn activation(x: f32, alpha: f32) -> f32',
      'fn activation_derivative(x: f32, alpha: f32) -> f32',
    ],
  })),
  ...losses.entries
    .filter((loss) => loss.kind === 'elementwise')
    .map(({ id }) => ({
      path: `loss/${id}.wgsl`,
      signatures: [
        'fn loss_value(u: f32, t: f32, parameter: f32) -> f32',
        'fn loss_derivative(u: f32, t: f32, parameter: f32) -> f32',
      ],
    })),
  ...optimizers.ids.map((id) => ({
    path: `optimizer/${id}.wgsl`,
    signatures: [
      'fn optimizer_update( parameter: f32, gradient: f32, slots: vec2f, k0: vec4f, ' +
        'k1: vec4f, ) -> vec3f',
    ],
  })),
];

describe('the WGSL twin', () => {
  it.each(twins.map((twin) => [twin.path, twin.signatures] as const))(
    '%s declares its functions, starts with a comment and has no entry point',
    (path, signatures) => {
      const file = new URL(path, SHADERS);
      expect(existsSync(file)).toBe(true);
      const source = readFileSync(file, 'utf8');
      const flat = source.replaceAll(/\s+/g, ' ');
      for (const signature of signatures) expect(flat).toContain(signature);
      expect(source.startsWith('// ')).toBe(true);
      expect(source).not.toMatch(/@compute|@group/);
    },
  );

  it('of every activation file is in the registry', () => {
    const stems = readdirSync(new URL('activation/', SHADERS)).map((name) =>
      name.replace('.wgsl', ''),
    );
    expect(stems.sort()).toEqual([...activations.ids].sort());
  });
});

describe('regularizers and clippings', () => {
  it('give their rates and bounds', () => {
    expect(regularizers.get('none').rates({ id: 'none' })).toEqual({ l1: 0, l2: 0 });
    expect(regularizers.get('l1').rates({ id: 'l1', rate: 2 })).toEqual({ l1: 2, l2: 0 });
    expect(regularizers.get('l2').rates({ id: 'l2', rate: 2 })).toEqual({ l1: 0, l2: 2 });
    const open = { value: Infinity, norm: Infinity };
    expect(clippings.get('none').bounds({ id: 'none' })).toEqual(open);
    const limit = 3;
    expect(clippings.get('value').bounds({ id: 'value', limit })).toEqual({
      ...open,
      value: 3,
    });
    expect(clippings.get('norm').bounds({ id: 'norm', limit })).toEqual({
      ...open,
      norm: 3,
    });
  });
});
