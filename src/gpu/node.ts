import { existsSync } from 'node:fs';
import os from 'node:os';
import { dirname, join } from 'node:path';
import type * as Dawn from 'webgpu';

/** Where Chromium and Chrome keep their software Vulkan driver on Linux. */
const SOFTWARE_DRIVER_FOLDERS = [
  process.env.CHROME_PATH ? dirname(process.env.CHROME_PATH) : '',
  '/usr/lib/chromium',
  '/usr/lib/chromium-browser',
  '/opt/google/chrome',
  '/opt/chromium.org/chromium',
].filter(Boolean);

const SOFTWARE_DRIVER = 'vk_swiftshader_icd.json';
const VULKAN_LOADER = 'libvulkan.so.1';
/** Keeps a library loaded when the handle is closed (dlfcn.h); Node names no constant for it. */
const RTLD_NODELETE = 0x1000;

let found: Promise<GPU | undefined> | null = null;

/**
 * WebGPU in Node, by Dawn. On a Linux machine without a Vulkan driver it borrows the
 * software one of an installed Chromium, unless VK_ICD_FILENAMES or VK_DRIVER_FILES
 * says which to use.
 *
 * @returns undefined where Dawn has no build for this platform
 */
export function findNodeGpu(): Promise<GPU | undefined> {
  found ??= createDawn();
  return found;
}

async function createDawn(): Promise<GPU | undefined> {
  let dawn: typeof Dawn;
  try {
    dawn = await import('webgpu');
  } catch {
    return undefined;
  }
  Object.assign(globalThis, dawn.globals);
  if (process.platform !== 'linux') return dawn.create([]);

  const driverChosen = process.env.VK_ICD_FILENAMES ?? process.env.VK_DRIVER_FILES;
  const folder = driverChosen
    ? dirname(driverChosen.split(':')[0])
    : SOFTWARE_DRIVER_FOLDERS.find((path) => existsSync(join(path, SOFTWARE_DRIVER)));
  if (loadLibrary(VULKAN_LOADER)) {
    const gpu = dawn.create([]);
    if (driverChosen || !folder || (await gpu.requestAdapter())) return gpu;
  } else if (!folder || !loadLibrary(join(folder, VULKAN_LOADER))) {
    return undefined;
  }
  if (!driverChosen) process.env.VK_ICD_FILENAMES = join(folder, SOFTWARE_DRIVER);
  return dawn.create([]);
}

/** Loads a shared library for good: later loads by its name (Dawn's of the loader) find it wherever it lies. */
function loadLibrary(path: string): boolean {
  const { RTLD_NOW, RTLD_GLOBAL } = os.constants.dlopen;
  try {
    process.dlopen({ exports: {} }, path, RTLD_NOW | RTLD_GLOBAL | RTLD_NODELETE);
    return true;
  } catch (error) {
    // It is no Node addon, so loading it always ends in an error: this one says that it was loaded.
    return String(error).includes('did not self-register');
  }
}
