import { shaderSources } from '../sources.ts';

/**
 * WGSL that offers several activations behind a number, for a kernel in which the layers
 * differ: the functions of `shaders/activation/<id>.wgsl` under names of their own, and
 * `activation(kind, x, alpha)` and `activation_derivative(kind, x, alpha)`, which choose
 * among them. `kind` is the position in `ids`.
 *
 * @param ids of activations, each once, at least one
 */
export function activationSwitch(ids: readonly string[]): { name: string; code: string } {
  const functions = ['activation', 'activation_derivative'];
  const renamed = ids.map((id, kind) => {
    const source = shaderSources.get(`activation/${id}`);
    if (source === undefined)
      throw new Error(`There is no shader activation/${id}.wgsl.`);
    return functions.reduce(
      (code, name) => code.replace(new RegExp(`\\b${name}\\b`, 'g'), `${name}_${kind}`),
      source,
    );
  });
  const choices = functions.map((name) => {
    const cases = ids.map((_, kind) => {
      // The last one is the default: a switch must have one, and a single case needs no choice.
      const label = kind === ids.length - 1 ? 'default' : `case ${kind}u`;
      return `    ${label}: { return ${name}_${kind}(x, alpha); }`;
    });
    return [
      `fn ${name}(kind: u32, x: f32, alpha: f32) -> f32 {`,
      '  switch kind {',
      ...cases,
      '  }',
      '}',
    ].join('\n');
  });
  return {
    name: `activations(${ids.join(',')})`,
    code: [...renamed, ...choices].join('\n'),
  };
}
