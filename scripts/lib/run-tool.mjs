import { spawn } from 'node:child_process';
import { inRoot, root } from './paths.mjs';

/** No stage takes longer than this unless it hangs: the browser tests take nine minutes on two cores. */
const limitSeconds = 1200;

/**
 * Runs a Node tool from node_modules with its output on the screen.
 * Resolves with its exit status; a signal or a time-out counts as 1.
 */
export function runTool(path, arguments_, environment = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [inRoot('node_modules', path), ...arguments_], {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const timer = setTimeout(() => {
      process.stdout.write(`${path} was ended after ${limitSeconds} seconds.\n`);
      child.kill('SIGKILL');
    }, limitSeconds * 1000);
    const finish = (status) => {
      clearTimeout(timer);
      resolve({ status });
    };
    child.on('error', (error) => {
      process.stdout.write(`${path} could not be started: ${error.message}\n`);
      finish(1);
    });
    child.on('exit', (status) => finish(status ?? 1));
  });
}
