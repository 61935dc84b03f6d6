import type { CliIo } from './io.ts';

/** An option of a command, as `--name VALUE` or, without a value, as `--name`. */
export interface OptionDefinition {
  readonly name: string;
  /** What stands for its value in the help; absent for a flag. */
  readonly value?: string;
  readonly help: string;
}

export const EXIT = {
  ok: 0,
  /** A check failed, a run overflowed, or something unexpected happened. */
  failed: 1,
  /** The user can put it right: arguments, a spec, a file, a missing engine. */
  user: 2,
  interrupted: 130,
} as const;

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** What the user gave to a command, by the names of its definition. */
export interface CommandArguments {
  /** The spec's path; '' for a command without one. */
  readonly spec: string;
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
}

export interface Command {
  readonly name: string;
  /** Whether it takes the path of a spec. */
  readonly takesSpec: boolean;
  readonly summary: string;
  readonly options: readonly OptionDefinition[];
  run(given: CommandArguments, io: CliIo): Promise<ExitStatus>;
}

/** The value of an option that has one, undefined where it was not given. */
export function valueOf(given: CommandArguments, name: string): string | undefined {
  const value = given.options[name];
  return typeof value === 'string' ? value : undefined;
}

export const ENGINE_OPTION: OptionDefinition = {
  name: 'engine',
  value: 'ENGINE',
  help: 'which engine computes (see "nabla engines"); by default auto: webgpu where there is an adapter, else cpu',
};

export const EXECUTOR_OPTION: OptionDefinition = {
  name: 'executor',
  value: 'EXECUTOR',
  help: 'how webgpu trains: fused (many steps in a dispatch of one workgroup) or tiled (many dispatches a step, any network); by default auto: the one that is expected to be faster',
};

export const OUT_OPTION: OptionDefinition = {
  name: 'out',
  value: 'FILE',
  help: 'write the result to FILE, as a whole or not at all, instead of stdout',
};
