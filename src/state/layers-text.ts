import type { HiddenLayerSpec, OutputLayerSpec } from '../core/spec.ts';
import { LIMITS } from '../core/spec.ts';
import { activations } from '../ops/activations/index.ts';
import { initializers } from '../ops/initializers/index.ts';
import { outputActivations } from '../ops/softmax.ts';
import { DEFAULTS } from '../spec/schema.ts';
import { decodeChoice, decodeNumber, encodeChoice, splitOnce } from './choice-text.ts';

/** From this many equal layers on they are written once: `30x8:sigmoid`. */
const SHORTEST_RUN = 3;
const DROPOUT = 'dropout=';

/**
 * Hidden layers in a link, separated by commas:
 * `[count x] units : activation [: initializer] [: batch | layer] [: residual]
 * [: dropout=rate] [: frozen]`, as in
 * `8:tanh,16:leaky-relu;alpha=0.2:he-normal:batch:residual`. Defaults are left out.
 */
export function encodeLayers(layers: readonly HiddenLayerSpec[]): string {
  const texts = layers.map(encodeLayer);
  const parts: string[] = [];
  for (let from = 0; from < texts.length;) {
    let to = from + 1;
    while (to < texts.length && texts[to] === texts[from]) to++;
    if (to - from >= SHORTEST_RUN) parts.push(`${to - from}x${texts[from]}`);
    else parts.push(...texts.slice(from, to));
    from = to;
  }
  return parts.join(',');
}

function encodeLayer(layer: HiddenLayerSpec): string {
  const initializer = encodeChoice(layer.initializer, initializers);
  return [
    layer.units,
    encodeChoice(layer.activation, activations),
    ...(initializer === DEFAULTS.initializer ? [] : [initializer]),
    ...(layer.normalization === DEFAULTS.normalization ? [] : [layer.normalization]),
    ...(layer.residual ? ['residual'] : []),
    ...(layer.dropout === DEFAULTS.dropout ? [] : [`dropout=${layer.dropout}`]),
    ...(layer.frozen ? ['frozen'] : []),
  ].join(':');
}

/** What `encodeLayers` wrote, as a spec has it; not checked yet, but no longer than the schema needs to refuse it. */
export function decodeLayers(text: string): unknown[] {
  if (text === '') return [];
  const layers: unknown[] = [];
  for (const part of text.split(',')) {
    const [, count = '1', layer] = /^(?:(\d{1,4})x)?(.*)$/s.exec(part) ?? [];
    const decoded = decodeLayer(layer ?? part);
    for (let i = 0; i < Number(count) && layers.length <= LIMITS.hiddenLayers; i++)
      layers.push(decoded);
  }
  return layers;
}

function decodeLayer(text: string): Record<string, unknown> {
  const [units, rest] = splitOnce(text, ':');
  const [activation, ...modifiers] = rest.split(':');
  const layer: Record<string, unknown> = {
    units: decodeNumber(units) ?? units,
    activation: decodeChoice(activation),
  };
  for (const modifier of modifiers)
    if (modifier === 'residual' || modifier === 'frozen') layer[modifier] = true;
    else if (modifier.startsWith(DROPOUT)) {
      const rate = modifier.slice(DROPOUT.length);
      layer['dropout'] = decodeNumber(rate) ?? rate;
    } else if (initializers.has(splitOnce(modifier, ';')[0]))
      layer['initializer'] = decodeChoice(modifier);
    else layer['normalization'] = modifier;
  return layer;
}

/** Activation of the output layer, and whether it is frozen: `softmax`, `linear:frozen`. */
export function encodeOutput({
  activation,
  frozen,
}: Pick<OutputLayerSpec, 'activation' | 'frozen'>): string {
  return encodeChoice(activation, outputActivations) + (frozen ? ':frozen' : '');
}

/** What `encodeOutput` wrote; not checked yet: a modifier that is none is a key of its own. */
export function decodeOutput(text: string): Record<string, unknown> {
  const [activation, ...modifiers] = text.split(':');
  return {
    ...Object.fromEntries(modifiers.map((modifier) => [modifier, true])),
    activation: decodeChoice(activation),
  };
}
