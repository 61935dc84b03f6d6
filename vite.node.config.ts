import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import packageJson from './package.json' with { type: 'json' };

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const dependencies = Object.keys(packageJson.dependencies);
const isExternal = (id: string): boolean =>
  id.startsWith('node:') ||
  builtinModules.includes(id) ||
  dependencies.some((name) => id === name || id.startsWith(`${name}/`));

/**
 * Builds the Node library and the command line to dist/node as ES modules. Dependencies stay
 * imports (the WebGPU addon cannot be bundled); shaders become strings inside the modules.
 */
export default defineConfig({
  publicDir: false,
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
