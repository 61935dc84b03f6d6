#!/usr/bin/env node
/**
 * The `nabla` command: builds the command line if its sources changed, then runs it in this
 * process, so that signals, exit codes and stdout are the command line's own.
 *
 * The contract with src/cli/main.ts: it exports `main(argv: readonly string[]): Promise<number>`
 * and resolves with the exit status. Relative paths are relative to process.cwd(), which is the
 * folder the user typed the command in. An interrupt may arrive twice for one Ctrl-C under
 * npm: once from the terminal, once passed on by npm.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './ensure-installed.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { Failure, runScript } from './lib/failure.mjs';
import { inRoot } from './lib/paths.mjs';

const throughNpm =
  process.env.npm_lifecycle_event === 'nabla' &&
  process.env.npm_package_json === inRoot('package.json');

/** npm runs a script in the package's folder and names the user's folder in INIT_CWD. */
function returnToTheUsersFolder() {
  const { INIT_CWD } = process.env;
  if (INIT_CWD !== undefined && existsSync(INIT_CWD)) process.chdir(INIT_CWD);
}

/** Resolves once everything written to the stream has left this process. */
const flushed = (stream) => new Promise((resolve) => stream.write('', () => resolve()));

await runScript(async () => {
  ensureInstalled();
  const cli = join(ensureBuilt('node'), 'cli.js');
  if (!existsSync(cli)) {
    throw new Failure(
      `${cli} is missing: this copy of Nabla was not built (npm run build).`,
    );
  }
  if (throughNpm) returnToTheUsersFolder();
  const { main } = await import(pathToFileURL(cli).href);
  const status = await main(process.argv.slice(2));
  await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  // An open WebGPU device would keep the process alive.
  process.exit(status);
});
