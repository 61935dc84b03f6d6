import type { ExecutorRequest } from '../../core/engine.ts';

interface ExecutorOption {
  readonly id: ExecutorRequest;
  readonly label: string;
  readonly note: string;
}

/** What can be asked of an engine that has several executors. */
export const EXECUTOR_CHOICES: readonly ExecutorOption[] = [
  { id: 'auto', label: 'Automatic', note: 'Whichever is expected to be faster.' },
  {
    id: 'fused',
    label: 'Fused',
    note: 'Many steps in one dispatch of one workgroup: little to start, for small networks.',
  },
  {
    id: 'tiled',
    label: 'Tiled',
    note: 'Each step in many dispatches over the whole adapter, for networks of any size.',
  },
];

export function executorLabel(id: ExecutorRequest): string {
  return EXECUTOR_CHOICES.find((choice) => choice.id === id)?.label ?? id;
}

/**
 * Whether the menu shows them: where WebGPU computes, or was asked for and may have been
 * refused because of its executor.
 * @param asked the engine that was asked for
 * @param computes the engine that computes; '' where there is no run yet
 */
export function offersExecutors(asked: string, computes: string): boolean {
  return asked === 'webgpu' || (asked === 'auto' && ['webgpu', ''].includes(computes));
}
