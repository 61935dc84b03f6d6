import { defineConfig } from 'vite';

/** Makes the page cross-origin isolated, which gives it fine-grained timers. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** What tells how modules import each other, while chunks are made of them. */
interface Modules {
  getModuleInfo(id: string): { readonly importers: readonly string[] } | null;
}

/** Whether a module is loaded with `entry`, which imports it or what imports it. */
function isLoadedWith(entry: string, id: string, modules: Modules): boolean {
  const seen = new Set<string>();
  const search = (at: string): boolean => {
    if (at.endsWith(entry)) return true;
    if (seen.has(at)) return false;
    seen.add(at);
    return modules.getModuleInfo(at)?.importers.some(search) ?? false;
  };
  return search(id);
}

/**
 * The page and its first lab in one file each. Left alone, the bundler makes a chunk of every few
 * modules that some tool shares, and each is a request more and compresses worse.
 */
const groups = Object.entries({ page: '/src/main.ts', lab: '/train/train-lab.ts' }).map(
  ([name, entry], index) => ({
    debugName: name,
    priority: -index,
    name: (id: string, modules: Modules) =>
      isLoadedWith(entry, id, modules) ? name : null,
  }),
);

const FACTORY = 'WasmBackendModuleThreadedSimd';
const FACTORY_HEAD = `${FACTORY} = ${FACTORY} || {};`;

/**
 * TensorFlow.js starts the threads of its WebAssembly from the source text of a function, which
 * asks with `typeof` for a variable that exists around the function, but not in a thread. A
 * minifier, which sees it declared, leaves the `typeof` out, and every thread dies of it. A
 * variable of that name inside makes the function whole.
 */
const selfContainedWasmFactory = {
  name: 'self-contained-wasm-factory',
  transform(code: string, id: string) {
    if (!id.includes('tfjs-backend-wasm-threaded-simd.js')) return null;
    if (!code.includes(FACTORY_HEAD))
      throw new Error(`${id} no longer begins its factory with "${FACTORY_HEAD}".`);
    return {
      code: code.replace(FACTORY_HEAD, `${FACTORY_HEAD} var _scriptDir;`),
      map: null,
    };
  },
};

/** Builds the app to dist/app; it works from any folder of any web server. */
export default defineConfig({
  base: './',
  publicDir: false,
  build: {
    outDir: 'dist/app',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: true,
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
  worker: { format: 'es', plugins: () => [selfContainedWasmFactory] },
  server: { headers: isolation },
  preview: { headers: isolation },
});
