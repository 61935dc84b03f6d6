/** Prints the name of the WebGPU adapter that Dawn finds; exits with 1 where there is none. */
import { create } from 'webgpu';

const adapter = await create([]).requestAdapter();
if (adapter !== null) {
  const { vendor, architecture, description } = adapter.info;
  const name = [vendor, architecture, description]
    .filter((part) => part !== '')
    .join(', ');
  process.stdout.write(`${name}\n`);
}
process.exit(adapter === null ? 1 : 0);
