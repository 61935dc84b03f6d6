/** What the engines need of the place they run in. */
export interface SpeedHost {
  /** WebGPU; undefined where there is none. It is also put where libraries look for it. */
  findGpu(): Promise<GPU | undefined>;
  /** Addresses or paths of TensorFlow.js's WebAssembly files by their names. */
  readonly wasmPaths: Readonly<Record<string, string>>;
}
