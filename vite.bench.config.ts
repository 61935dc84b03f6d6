import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import appConfig from './vite.config.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What cannot be bundled (a native addon) or need not be. */
const EXTERNAL = ['webgpu', 'vite', 'playwright-core', ...builtinModules];

const nodeBuild = {
  outDir: 'dist/bench/node',
  target: 'node20.19',
  ssr: true,
  rolldownOptions: {
    input: { bench: at('bench/main.ts') },
    external: (id: string) => id.startsWith('node:') || EXTERNAL.includes(id),
    output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
  },
};

const pageBuild = {
  outDir: 'dist/bench/page',
  target: 'es2022',
  rolldownOptions: { input: at('bench/page/index.html') },
};

/**
 * Builds the benchmark: its command (`--mode node`) and the page that it runs in a browser
 * (`--mode page`), with the headers of the app's own server. Names stay as they are, because
 * libraries start workers from the source text of functions.
 */
export default defineConfig(({ mode }) => ({
  base: './',
  publicDir: false,
  ssr: { noExternal: true },
  preview: appConfig.preview,
  // A CommonJS file inside TensorFlow.js asks for its folder when it finds itself in Node.
  define: mode === 'page' ? {} : { __dirname: 'import.meta.dirname' },
  build: {
    ...(mode === 'page' ? pageBuild : nodeBuild),
    minify: false,
    emptyOutDir: true,
  },
}));
