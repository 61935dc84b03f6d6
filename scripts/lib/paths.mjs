import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json, without a trailing separator. */
export const root = realpathSync(fileURLToPath(new URL('../..', import.meta.url)));

/** A path inside the repository, made absolute. */
export const inRoot = (...parts) => join(root, ...parts);

/** Whether the given module is the script that Node was asked to run. */
export function isMainScript(moduleUrl) {
  const script = process.argv[1];
  if (script === undefined) return false;
  try {
    return realpathSync(script) === realpathSync(fileURLToPath(moduleUrl));
  } catch {
    return false;
  }
}
