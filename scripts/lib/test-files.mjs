import { existsSync, readdirSync } from 'node:fs';
import { inRoot } from './paths.mjs';

/** The vitest project a test file belongs to, by its name as in vitest.config.ts. */
function projectOf(path) {
  if (path.startsWith('test/fixtures/') || !path.endsWith('.test.ts')) return undefined;
  if (path.endsWith('.gpu.test.ts')) return 'gpu';
  if (!path.startsWith('test/e2e/')) return 'unit';
  if (path.endsWith('.timing.test.ts')) return 'timing';
  return path.endsWith('.e2e.test.ts') ? 'e2e' : 'unit';
}

/** Paths, relative to the root, of a vitest project's test files. */
export function testFilesOf(project) {
  if (!existsSync(inRoot('test'))) return [];
  return readdirSync(inRoot('test'), { recursive: true })
    .map((path) => `test/${path.replaceAll('\\', '/')}`)
    .filter((path) => projectOf(path) === project);
}
