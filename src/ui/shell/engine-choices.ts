/** The engines that the menu offers; the session says which of them this machine has. */
export const ENGINE_CHOICES = [
  {
    id: 'auto',
    label: 'Automatic',
    note: 'WebGPU where there is an adapter, else the CPU.',
  },
  { id: 'webgpu', label: 'WebGPU', note: 'Our own kernels on the graphics processor.' },
  { id: 'cpu', label: 'CPU', note: 'Plain JavaScript in float32, one thread.' },
  {
    id: 'cpu-f64',
    label: 'CPU, float64',
    note: 'The reference that all others are measured by.',
  },
  {
    id: 'tfjs-cpu',
    label: 'TensorFlow.js, CPU',
    note: 'Another implementation, with automatic differentiation.',
  },
] as const;

export const ENGINE_IDS: readonly string[] = ENGINE_CHOICES.map(({ id }) => id).filter(
  (id) => id !== 'auto',
);

/** What an engine is called; its id where it is not one of the menu. */
export function engineLabel(id: string): string {
  return ENGINE_CHOICES.find((choice) => choice.id === id)?.label ?? id;
}
