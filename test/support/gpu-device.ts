import { findNodeGpu } from '../../src/gpu/node.ts';

/**
 * A WebGPU device in Node. Destroy it after use: an idle one keeps a core busy.
 * @throws Error when there is no adapter
 */
export async function requestTestDevice(): Promise<GPUDevice> {
  const gpu = await findNodeGpu();
  const adapter = await gpu?.requestAdapter();
  if (!adapter) throw new Error('There is no WebGPU adapter for the GPU tests.');
  return adapter.requestDevice();
}

/** Compiles `code` and runs its entry point `main` over `inputs`, returning `outputLength` floats. */
export async function runKernel(
  device: GPUDevice,
  code: string,
  inputs: Float32Array<ArrayBuffer>,
  outputLength: number,
  workgroups: number,
): Promise<Float32Array> {
  const module = device.createShaderModule({ code });
  const { messages } = await module.getCompilationInfo();
  const errors = messages.filter((message) => message.type === 'error');
  if (errors.length)
    throw new Error(errors.map((error) => `${error.lineNum}: ${error.message}`).join());
  const pipeline = await device.createComputePipelineAsync({
    layout: 'auto',
    compute: { module, entryPoint: 'main' },
  });
  const size = outputLength * 4;
  const { STORAGE, COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage;
  const input = device.createBuffer({
    size: inputs.byteLength,
    usage: STORAGE | COPY_DST,
  });
  const output = device.createBuffer({ size, usage: STORAGE | COPY_SRC });
  const staging = device.createBuffer({ size, usage: MAP_READ | COPY_DST });
  device.queue.writeBuffer(input, 0, inputs);
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(
    0,
    device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: [input, output].map((buffer, binding) => ({
        binding,
        resource: { buffer },
      })),
    }),
  );
  pass.dispatchWorkgroups(workgroups);
  pass.end();
  encoder.copyBufferToBuffer(output, 0, staging, 0, size);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  const result = new Float32Array(staging.getMappedRange().slice(0));
  for (const buffer of [input, output, staging]) buffer.destroy();
  return result;
}
