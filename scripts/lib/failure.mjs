/** A failure that its message explains completely, so that no stack trace is shown. */
export class Failure extends Error {
  name = 'Failure';
}

/**
 * Runs a script's main function. A Failure ends the process with its sentence on stderr and
 * status 1; any other error is a defect and keeps its stack trace.
 */
export async function runScript(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
