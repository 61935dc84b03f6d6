import type { Plan } from '../../../core/plan.ts';
import { createDispatch, encodeDispatch, type Dispatch } from '../../../gpu/dispatch.ts';
import type { GpuDevice } from '../../../gpu/gpu-device.ts';
import { encodeFields, type FieldValues } from '../../../gpu/kernel.ts';
import { fused } from '../../../kernels/executor/fused.ts';
import type { BufferSet } from '../buffer-set.ts';
import type { ModelBuffers } from '../model-buffers.ts';
import type { StepSchedule } from '../schedule.ts';
import type { ResidentExamples, TrainingChain } from '../training-chain.ts';
import { fusedNetwork, LAYER_BYTES, LAYER_ROWS } from './fused-network.ts';
import { choosePropagation, type Propagation } from './propagation.ts';

/** Why the fused executor cannot train a plan, or null where it can. */
export function fusedObstacle(plan: Plan): string | null {
  if (plan.layers.some(({ normalization }) => normalization === 'batch'))
    return 'batch normalization needs the tiled executor';
  if (plan.layers.some(({ dropout }) => dropout > 0))
    return 'dropout needs the tiled executor';
  if (plan.layers.length > LAYER_ROWS)
    return `more than ${LAYER_ROWS} layers need the tiled executor`;
  return null;
}

/** What a dispatch does in each step; each form is a shader of its own. */
type Form = 'training' | 'measured training' | 'gradients';

/**
 * A whole submission of training steps in one dispatch of one workgroup. The code that
 * measures layers is left out where nothing is measured, and that which updates where nothing is
 * updated: shaders take long to compile.
 */
export class FusedTraining implements TrainingChain {
  readonly kind = 'fused';
  readonly #fields: FieldValues<typeof fused.fields>;
  readonly #create: (form: Form) => Promise<Dispatch>;
  readonly #dispatches = new Map<Form, Promise<Dispatch>>();

  private constructor(
    fields: FieldValues<typeof fused.fields>,
    create: (form: Form) => Promise<Dispatch>,
  ) {
    this.#fields = fields;
    this.#create = create;
  }

  static async create(
    gpu: GpuDevice,
    plan: Plan,
    model: ModelBuffers,
    set: BufferSet,
    examples: ResidentExamples,
    propagation: Propagation = choosePropagation(gpu, plan),
  ): Promise<FusedTraining> {
    const network = fusedNetwork(gpu, plan, propagation, {
      capacity: model.capacity,
      targets: examples.targets,
      measures: true,
    });
    const { layers, scratch } = await gpu.withMemoryCheck(() => ({
      layers: gpu.createBuffer(
        'fused layers',
        LAYER_ROWS * LAYER_BYTES,
        GPUBufferUsage.UNIFORM,
      ),
      scratch: set.create('fused scratch', 4 * network.layout.scratch),
    }));
    set.owned.push(layers);
    gpu.device.queue.writeBuffer(layers, 0, network.layerTable);
    return new FusedTraining(network.fields, (form) =>
      createDispatch(
        gpu,
        fused,
        {
          label: form,
          ...network.variant(form === 'measured training', form !== 'gradients'),
          fields: network.fields,
          buffers: { ...model, layers, scratch, examples: examples.buffer },
          workgroups: [1],
        },
        set.owned,
      ),
    );
  }

  async submit(
    gpu: GpuDevice,
    model: ModelBuffers,
    schedule: StepSchedule,
    updates: boolean,
  ): Promise<void> {
    const training = schedule.measures ? 'measured training' : 'training';
    const dispatch = await this.#dispatch(updates ? training : 'gradients');
    const fields = encodeFields(fused.fields, { ...this.#fields, S: schedule.count });
    gpu.device.queue.writeBuffer(dispatch.uniform, 0, fields);
    const encoder = gpu.device.createCommandEncoder({ label: 'fused steps' });
    const pass = encoder.beginComputePass({ label: 'fused steps' });
    encodeDispatch(pass, dispatch, { group: model.stepGroup, offset: 0 });
    pass.end();
    gpu.device.queue.submit([encoder.finish()]);
  }

  #dispatch(form: Form): Promise<Dispatch> {
    let dispatch = this.#dispatches.get(form);
    if (!dispatch) {
      dispatch = this.#create(form);
      this.#dispatches.set(form, dispatch);
      // A failed compilation is not kept.
      dispatch.catch(() => this.#dispatches.delete(form));
    }
    return dispatch;
  }
}
