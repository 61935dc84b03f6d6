import { describe, expect, it } from 'vitest';
import type { KernelDefinition } from '../../src/gpu/kernel.ts';
import { fusedLayerFields } from '../../src/kernels/executor/fused-layer.ts';
import { layerPartsFields } from '../../src/kernels/metric/layer.ts';
import { weightShareFields } from '../../src/kernels/metric/weight-parts.ts';
import { shaderSources } from '../../src/kernels/sources.ts';
import { update } from '../../src/kernels/optimizer/update.ts';
import { differences, isFunctionFile } from '../support/compare-kernel.ts';
import { kernelDefinitions } from '../support/kernel-definitions.ts';
import { headComment, readDeclarations } from '../support/wgsl-declarations.ts';

const FUNCTION_FOLDERS = /^(lib|activation)\//;
const stems = [...shaderSources.keys()];
const kernelStems = stems.filter(
  (stem) => !isFunctionFile(shaderSources.get(stem) ?? ''),
);

describe('shaders and definitions', () => {
  it('are there', () => {
    expect(kernelStems.length).toBeGreaterThan(10);
    expect(kernelStems.length).toBeLessThan(stems.length);
  });

  it('pair up one to one, by the same stem', () => {
    expect(kernelDefinitions.map(([stem]) => stem).sort()).toEqual(
      [...kernelStems].sort(),
    );
    for (const [stem, { id }] of kernelDefinitions) expect(id).toBe(stem);
  });

  it.each(kernelDefinitions)('of %s agree', (_stem, definition) => {
    expect(differences(definition, shaderSources)).toEqual([]);
  });

  it('of the fused executor’s table of layers agree', () => {
    const { structs } = readDeclarations(shaderSources.get('executor/fused') ?? '');
    expect(structs.get('FusedLayer')).toEqual(fusedLayerFields);
    // Rows of a uniform array are multiples of 16 bytes.
    expect(fusedLayerFields.length % 4).toBe(0);
  });

  it('of the tables of the metrics agree', () => {
    const { structs } = readDeclarations(shaderSources.get('metric/layer') ?? '');
    expect(structs.get('LayerParts')).toEqual(layerPartsFields);
    const weights = readDeclarations(shaderSources.get('metric/weight-parts') ?? '');
    expect(weights.structs.get('WeightShare')).toEqual(weightShareFields);
  });

  it.each(kernelStems)('%s says its shapes and what an invocation does', (stem) => {
    const comment = headComment(shaderSources.get(stem) ?? '');
    expect(comment).toMatch(/\b[a-zA-Zδ_]+ ?\[[^\]]+\]/);
    expect(comment).toMatch(/\binvocations?\b/);
  });

  it.each(stems.filter((stem) => FUNCTION_FOLDERS.test(stem)))(
    '%s is a function file: a comment and functions, no entry point',
    (stem) => {
      const source = shaderSources.get(stem) ?? '';
      expect(isFunctionFile(source)).toBe(true);
      expect(headComment(source)).not.toBe('');
    },
  );

  it('leave no WGSL text in src', () => {
    const sources = import.meta.glob<string>('/src/**/*.ts', {
      query: '?raw',
      import: 'default',
      eager: true,
    });
    expect(Object.keys(sources).length).toBeGreaterThan(50);
    const wgsl = /@compute\b|@workgroup_size|@group\(|var<(storage|uniform|workgroup)/;
    const found = Object.keys(sources).filter((path) => wgsl.test(sources[path]));
    expect(found).toEqual([]);
  });
});

describe('the comparison finds', () => {
  const [first, second, ...rest] = update.fields;
  const [firstBuffer, secondBuffer, ...buffers] = update.buffers;
  const wrong: [string, Partial<KernelDefinition>, string][] = [
    ['fields in another order', { fields: [second, first, ...rest] }, 'fields of Params'],
    ['a field of another name', { fields: [['Q', 'u32'], second, ...rest] }, 'fields'],
    ['a field of another type', { fields: [['P', 'f32'], second, ...rest] }, 'fields'],
    ['a missing field', { fields: [first, second] }, 'fields'],
    ['swapped buffers', { buffers: [secondBuffer, firstBuffer, ...buffers] }, 'bindings'],
    [
      'another access',
      { buffers: [['parameters', 'read'], secondBuffer, ...buffers] },
      'bindings',
    ],
    ['a missing buffer', { buffers: [firstBuffer, secondBuffer] }, 'bindings'],
    ['a missing library', { libraries: ['lib/step', 'lib/numerics'] }, 'needs'],
    [
      'a library too many',
      { libraries: [...update.libraries, 'lib/matmul'] },
      'nothing of lib/matmul is used',
    ],
    ['a missing function', { functions: [] }, 'needs'],
    ['a step it does not use', { usesStep: false }, 'uses the step'],
    ['a shader that is not there', { id: 'optimizer/none' }, 'there is no'],
  ];

  it.each(wrong)('%s', (_what, mutation, message) => {
    const definition: KernelDefinition = { ...update, ...mutation };
    expect(differences(definition, shaderSources).join('\n')).toContain(message);
  });

  it('an entry point of another name', () => {
    const source = shaderSources.get(update.id) ?? '';
    const renamed = new Map([
      ...shaderSources,
      [update.id, source.replace('fn main', 'fn run')],
    ]);
    expect(differences(update, renamed).join()).toContain('entry points');
  });
});

describe('readDeclarations', () => {
  it('reads bindings, structs and entry points, and ignores comments', () => {
    const { bindings, structs, entryPoints, names } = readDeclarations(`
      // @group(9) @binding(9) var<storage> commented: u32;
      struct S { a: u32, // first
        b: array<f32, 2>,
      }
      @group(0) @binding(3) var<storage> implicit: array<f32>;
      @compute @workgroup_size(8, 8)
      fn main() { let x = 1; }
const N = 3;`);
    expect(bindings).toEqual([
      { group: 0, binding: 3, name: 'implicit', access: 'read', type: 'array<f32>' },
    ]);
    expect(structs.get('S')).toEqual([
      ['a', 'u32'],
      ['b', 'array<f32, 2>'],
    ]);
    expect(entryPoints).toEqual(['main']);
    expect(names).toContain('N');
  });

  it('refuses a binding it cannot read', () => {
    expect(() => readDeclarations('@binding(0) @group(0) var<uniform> p: P;')).toThrow(
      'another way',
    );
  });
});
