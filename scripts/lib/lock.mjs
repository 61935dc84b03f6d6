import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from './failure.mjs';

const pause = (milliseconds) =>
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** The process that holds the lock, or undefined if the lock is free or was left behind. */
function holder(path) {
  let text;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  const pid = Number(text);
  // Between creating the file and writing the number into it there is an instant in which it
  // is empty; an empty file that stays was left by a process that died in that instant.
  if (text === '') return isOlderThan(path, 2000) ? undefined : 'unknown';
  return Number.isInteger(pid) && pid > 0 && isRunning(pid) ? pid : undefined;
}

function isOlderThan(path, milliseconds) {
  try {
    return Date.now() - statSync(path).mtimeMs > milliseconds;
  } catch {
    return false;
  }
}

function create(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

/** Removes a lock whose process died; the second lock keeps two removers apart. */
function breakLock(path) {
  const breaker = `${path}.break`;
  if (isOlderThan(breaker, 5000)) rmSync(breaker, { force: true });
  if (!create(breaker)) return;
  if (holder(path) === undefined) rmSync(path, { force: true });
  rmSync(breaker, { force: true });
}

/**
 * Runs `work` while this process alone holds the lock file at `path`. Waits for another
 * process that holds it, and takes over from one that died.
 */
export function withLock(path, work, { waitSeconds = 600 } = {}) {
  mkdirSync(dirname(path), { recursive: true });
  const deadline = Date.now() + waitSeconds * 1000;
  while (!create(path)) {
    const pid = holder(path);
    if (pid === undefined) breakLock(path);
    else if (Date.now() > deadline) {
      throw new Failure(
        `Process ${pid} has held ${path} for ${waitSeconds} seconds; end it, or remove that file if it is not at work here.`,
      );
    }
    pause(50);
  }
  try {
    return work();
  } finally {
    rmSync(path, { force: true });
  }
}
