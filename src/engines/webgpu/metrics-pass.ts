import { DEAD_SLOPE, SATURATION_SLOPE } from '../../core/metrics.ts';
import type { Plan } from '../../core/plan.ts';
import { createDispatch, type Dispatch } from '../../gpu/dispatch.ts';
import type { GpuDevice } from '../../gpu/gpu-device.ts';
import { layerMetrics, layerPartsFields } from '../../kernels/metric/layer.ts';
import { unitParts } from '../../kernels/metric/unit-parts.ts';
import { weightParts, weightShareFields } from '../../kernels/metric/weight-parts.ts';
import { trainingActivation } from '../../ops/training-activation.ts';
import type { BufferSet } from './buffer-set.ts';
import { activationFunction } from './forward-pass.ts';
import type { ErrorBuffers, LayerBuffers } from './layer-buffers.ts';
import { divideFigures, measuringInvocations } from './metrics-division.ts';
import type { ModelBuffers } from './model-buffers.ts';

/** Floats that a part takes: three vec4f. */
const PART_FLOATS = 12;

/**
 * The dispatches that measure every layer: the parts of its figures, then what they come to.
 * @param updates whether the parameters have been updated in this step already
 */
export async function createMetricsPass(
  gpu: GpuDevice,
  plan: Plan,
  model: ModelBuffers,
  set: BufferSet,
  rows: number,
  layers: readonly LayerBuffers[],
  errors: readonly ErrorBuffers[],
  updates: boolean,
): Promise<Dispatch[]> {
  const { divisions, shares, partCount } = divideFigures(gpu, rows, plan.layers);
  const constants = { INVOCATIONS: measuringInvocations(gpu) };
  const { parts, shareTable, layerTable } = await gpu.withMemoryCheck(() => ({
    parts: set.create('parts of figures', partCount * PART_FLOATS),
    shareTable: set.from('shares of kernels', table(weightShareFields, shares)),
    layerTable: set.from(
      'parts of layers',
      table(
        layerPartsFields,
        divisions.map((division) => division.row),
      ),
    ),
  }));
  const ofWeights = createDispatch(
    gpu,
    weightParts,
    {
      label: 'all',
      constants,
      fields: { updates: updates ? 1 : 0 },
      buffers: {
        parameters: model.parameters,
        gradients: model.gradients,
        change: model.change,
        shares: shareTable,
        parts,
      },
      workgroups: [shares.length],
    },
    set.owned,
  );
  const ofUnits = plan.layers.map((layer) => {
    const { path, alpha } = activationFunction(trainingActivation(plan, layer).choice);
    const { slice, row } = divisions[layer.index];
    return createDispatch(
      gpu,
      unitParts,
      {
        label: layer.name,
        functions: [path],
        constants,
        fields: {
          B: rows,
          O: layer.units,
          slice,
          first: row.first_unit_part,
          alpha,
          saturation_slope: SATURATION_SLOPE,
          dead_slope: DEAD_SLOPE,
        },
        buffers: {
          delta: errors[layer.index].delta,
          n: layers[layer.index].n,
          parts,
        },
        workgroups: [row.unit_parts],
      },
      set.owned,
    );
  });
  const { length: L } = plan.layers;
  const together = createDispatch(
    gpu,
    layerMetrics,
    {
      label: 'all',
      fields: { L, updates: updates ? 1 : 0 },
      buffers: { layers: layerTable, parts, metrics: model.metrics },
      workgroups: [Math.ceil(L / 64)],
    },
    set.owned,
  );
  return Promise.all([ofWeights, ...ofUnits, together]);
}

/** Rows of a WGSL struct of u32 as its bytes in a storage buffer. */
function table<Name extends string>(
  fields: readonly (readonly [Name, 'u32'])[],
  rows: readonly Readonly<Record<Name, number>>[],
): Uint32Array<ArrayBuffer> {
  return Uint32Array.from(rows.flatMap((row) => fields.map(([name]) => row[name])));
}
