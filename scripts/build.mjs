/** Builds the app (dist/app), the Node library and the command line (dist/node). */
import { ensureInstalled } from './ensure-installed.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { runScript } from './lib/failure.mjs';

await runScript(() => {
  ensureInstalled();
  ensureBuilt('app', { force: true });
  ensureBuilt('node', { force: true });
});
