import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { withLock } from './lock.mjs';
import { inRoot, root } from './paths.mjs';

const shared = ['src', 'shaders', 'tsconfig.json', 'package.json', 'package-lock.json'];

/** What can be built: the folder under dist, its Vite configuration and what goes into it. */
const targets = {
  app: {
    config: 'vite.config.ts',
    inputs: [...shared, 'vite.config.ts', 'index.html'],
    product: 'index.html',
  },
  node: {
    config: 'vite.node.config.ts',
    inputs: [...shared, 'vite.node.config.ts'],
    product: 'cli.js',
  },
};

const stampName = '.built-from';

function* filesUnder(path) {
  if (!existsSync(inRoot(path))) return;
  if (!statSync(inRoot(path)).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(inRoot(path)).sort())
    yield* filesUnder(`${path}/${name}`);
}

/**
 * A hash of everything a target is built from. Contents, not times: a checkout or a copied
 * folder changes times without changing files, and the other way round.
 */
function inputHash(inputs) {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const path of filesUnder(input)) {
      const content = readFileSync(inRoot(path));
      hash.update(`${path}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

function isFresh(name, hash) {
  const folder = inRoot('dist', name);
  try {
    if (readFileSync(join(folder, stampName), 'utf8') !== hash) return false;
  } catch {
    return false;
  }
  return existsSync(join(folder, targets[name].product));
}

function runVite(name, outDir) {
  const arguments_ = ['build', '--config', targets[name].config, '--outDir', outDir];
  const vite = inRoot('node_modules/vite/bin/vite.js');
  // Everything Vite prints goes to stderr, because `npm run nabla` builds before it prints.
  const result = spawnSync(
    process.execPath,
    [vite, ...arguments_, '--emptyOutDir', '--logLevel', 'warn'],
    { cwd: root, stdio: ['ignore', 2, 2] },
  );
  if (result.error)
    throw new Failure(`The build could not be started: ${result.error.message}.`);
  if (result.status !== 0) {
    throw new Failure(
      `Building dist/${name} failed (${result.status ?? result.signal}); the message stands above.`,
    );
  }
}

function removeLeftOvers(name) {
  for (const entry of readdirSync(inRoot('dist'))) {
    if (entry.startsWith(`.${name}-`))
      rmSync(inRoot('dist', entry), { recursive: true, force: true });
  }
}

/** Builds into a folder of its own and moves it into place, so that nobody sees half a build. */
function buildAtomically(name, hash) {
  mkdirSync(inRoot('dist'), { recursive: true });
  removeLeftOvers(name);
  const suffix = `${process.pid}-${randomBytes(4).toString('hex')}`;
  const fresh = inRoot('dist', `.${name}-new-${suffix}`);
  const old = inRoot('dist', `.${name}-old-${suffix}`);
  try {
    runVite(name, fresh);
    writeFileSync(join(fresh, stampName), hash);
    if (existsSync(inRoot('dist', name))) renameSync(inRoot('dist', name), old);
    renameSync(fresh, inRoot('dist', name));
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
  }
}

/**
 * Makes sure that dist/NAME ('app' or 'node') is built from the sources as they are now.
 * Returns the absolute path of that folder. A published package has no sources; there the
 * build that came with it is used as it is.
 */
export function ensureBuilt(name, { force = false } = {}) {
  const folder = inRoot('dist', name);
  const target = targets[name];
  if (!existsSync(inRoot('src'))) return folder;
  if (!force && isFresh(name, inputHash(target.inputs))) return folder;
  withLock(inRoot(`.cache/build-${name}.lock`), () => {
    const hash = inputHash(target.inputs);
    if (!force && isFresh(name, hash)) return;
    process.stderr.write(`Building dist/${name}.\n`);
    buildAtomically(name, hash);
  });
  return folder;
}
