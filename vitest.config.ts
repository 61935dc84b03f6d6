import { defineConfig } from 'vitest/config';

const gpuTests = 'test/**/*.gpu.test.ts';
const browserTests = 'test/e2e/**/*.e2e.test.ts';
const timingTests = 'test/e2e/**/*.timing.test.ts';

/**
 * Four kinds of test, told apart by file name:
 * `unit` needs only Node, `gpu` a WebGPU adapter in Node (Dawn), `e2e` and `timing` a browser and
 * the built app. `scripts/test.mjs` prepares the machine for the last three, and runs one kind
 * after the other.
 */
export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/**/*.test.ts'],
          exclude: [
            gpuTests,
            browserTests,
            timingTests,
            'test/fixtures/**',
            'node_modules/**',
          ],
          // No test leaves anything behind in a module, and loading all modules anew for each of
          // the many small files took as long as the tests.
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'gpu',
          environment: 'node',
          include: [gpuTests],
          // Two Dawn devices on a software adapter would fight for the same cores, so files
          // run one after the other; each in its own process, because a crash of the native
          // addon takes its process along.
          pool: 'forks',
          maxWorkers: 1,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          environment: 'node',
          include: [browserTests],
          pool: 'forks',
          // A browser that draws in software keeps two cores busy: two at once take as long as one
          // after the other, and each test longer.
          maxWorkers: 1,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'timing',
          environment: 'node',
          include: [timingTests],
          pool: 'forks',
          // What is timed has the machine to itself.
          maxWorkers: 1,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
