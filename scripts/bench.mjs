/**
 * `npm run bench`: builds the benchmark, its command and its page, and runs it.
 * See docs/benchmark.md.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './ensure-installed.mjs';
import { runScript } from './lib/failure.mjs';
import { inRoot, root } from './lib/paths.mjs';

await runScript(async () => {
  ensureInstalled();
  const { build } = await import('vite');
  const measuresNothing = process.argv.some((given) =>
    /^--(chart|agreement)/.test(given),
  );
  for (const mode of measuresNothing ? ['node'] : ['node', 'page'])
    await build({
      root,
      configFile: inRoot('vite.bench.config.ts'),
      mode,
      logLevel: 'error',
    });
  const command = join(inRoot('dist/bench/node'), 'bench.js');
  const { main } = await import(pathToFileURL(command).href);
  // An open WebGPU device would keep the process alive.
  process.exit(await main(process.argv.slice(2), root));
});
