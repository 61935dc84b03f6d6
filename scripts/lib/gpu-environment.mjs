import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { inRoot } from './paths.mjs';

const icdName = 'vk_swiftshader_icd.json';

/** Folders in which a Chromium may have put its software Vulkan driver. */
function driverFolders(browserPath) {
  const folders = [
    '/usr/lib/chromium',
    '/usr/lib/chromium-browser',
    '/opt/google/chrome',
    '/snap/chromium/current/usr/lib/chromium-browser',
  ];
  if (browserPath && existsSync(browserPath))
    folders.unshift(dirname(realpathSync(browserPath)));
  return folders.filter((folder) => existsSync(join(folder, icdName)));
}

/** Environments to try in turn: the machine as it is, then each software driver. */
function candidates(browserPath) {
  const software = driverFolders(browserPath).map((folder) => ({
    VK_ICD_FILENAMES: join(folder, icdName),
    // Chromium ships the Vulkan loader beside its driver; a loader of the system comes first.
    LD_LIBRARY_PATH: [process.env.LD_LIBRARY_PATH, folder]
      .filter(Boolean)
      .join(delimiter),
  }));
  return [{}, ...(process.platform === 'linux' ? software : [])];
}

/** Asks Dawn, in a process of its own, for the adapter it finds in this environment. */
function adapterIn(environment) {
  const result = spawnSync(process.execPath, [inRoot('scripts/lib/print-adapter.mjs')], {
    env: { ...process.env, ...environment },
    encoding: 'utf8',
    timeout: 60_000,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return result.status === 0 ? result.stdout.trim() : undefined;
}

/**
 * The variables that give Node's WebGPU an adapter on this machine, and the adapter's name.
 * `adapter` is undefined where there is none.
 */
export function gpuEnvironment(browserPath) {
  for (const environment of candidates(browserPath)) {
    const adapter = adapterIn(environment);
    if (adapter !== undefined) return { adapter, environment };
  }
  return { adapter: undefined, environment: {} };
}
