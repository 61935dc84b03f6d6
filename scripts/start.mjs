/**
 * Builds the app if its sources changed, serves it on localhost and opens a browser where
 * there is one. PORT chooses the port; --no-open opens nothing.
 */
import { spawn } from 'node:child_process';
import { ensureInstalled } from './ensure-installed.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { Failure, runScript } from './lib/failure.mjs';
import { inRoot, root } from './lib/paths.mjs';

const defaultPort = 5173;

function readOptions(arguments_) {
  const unknown = arguments_.find((argument) => argument !== '--no-open');
  if (unknown !== undefined) {
    throw new Failure(`npm start does not know ${unknown}; it takes --no-open.`);
  }
  const { PORT } = process.env;
  const port = PORT ? Number(PORT) : undefined;
  if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65535)) {
    throw new Failure(`PORT is ${PORT}, but a port is a whole number from 1 to 65535.`);
  }
  return { open: !arguments_.includes('--no-open'), port };
}

async function serve(port) {
  const { preview } = await import('vite');
  try {
    return await preview({
      root,
      configFile: inRoot('vite.config.ts'),
      logLevel: 'error',
      preview: {
        host: 'localhost',
        port: port ?? defaultPort,
        // A port somebody asked for is that port or an error; ours is the next free one.
        strictPort: port !== undefined,
        open: false,
      },
    });
  } catch (error) {
    if (!/already in use/i.test(error.message)) throw error;
    throw new Failure(`Port ${port} is in use; set PORT to another one.`);
  }
}

/** The command that opens an address here, or undefined where no display can show it. */
function openCommand() {
  if (process.env.CI) return undefined;
  if (process.platform === 'darwin') return ['open'];
  if (process.platform === 'win32') return ['cmd', '/c', 'start', ''];
  const hasDisplay = process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  return hasDisplay ? ['xdg-open'] : undefined;
}

function openInBrowser(address) {
  const command = openCommand();
  if (command === undefined) return;
  const [program, ...first] = command;
  const child = spawn(program, [...first, address], { stdio: 'ignore', detached: true });
  // The address stands on the screen; a machine without xdg-open is no reason to stop.
  child.on('error', () => {});
  child.unref();
}

await runScript(async () => {
  const options = readOptions(process.argv.slice(2));
  ensureInstalled();
  ensureBuilt('app');
  const server = await serve(options.port);
  const address = server.resolvedUrls.local[0];
  process.stdout.write(
    `Nabla is served at this address until you press Ctrl-C:\n${address}\n`,
  );
  if (options.open) openInBrowser(address);
  const stop = () => process.exit(0);
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
});
