import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import packageJson from './package.json' with { type: 'json' };

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * Registering TensorFlow.js's gradients takes a file that Node reads as CommonJS, though it is
 * an ES module; so this package goes into the bundle.
 */
const BUNDLED = '@tensorflow/';
const dependencies = Object.keys(packageJson.dependencies).filter(
  (name) => !name.startsWith(BUNDLED),
);
const isExternal = (id: string): boolean =>
  id.startsWith('node:') ||
  builtinModules.includes(id) ||
  dependencies.some((name) => id === name || id.startsWith(`${name}/`));

/**
 * Builds the Node library and the command line to dist/node as ES modules. Most dependencies
 * stay imports (the WebGPU addon cannot be bundled); shaders become strings inside the modules.
 */
export default defineConfig({
  publicDir: false,
  // What `external` below does not name is bundled, with its own dependencies.
  ssr: { noExternal: true },
  build: {
    outDir: 'dist/node',
    emptyOutDir: true,
    target: 'node20.19',
    minify: false,
    sourcemap: true,
    ssr: true,
    rolldownOptions: {
      input: { node: at('src/node.ts'), cli: at('src/cli/main.ts') },
      external: isExternal,
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});
