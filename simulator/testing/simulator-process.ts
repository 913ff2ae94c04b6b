import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Lets node run the sources: resolves imports of compiled `.js` files to the `.ts` sources beside them. */
const SOURCE_HOOK = `data:text/javascript,${encodeURIComponent(`
import { registerHooks } from 'node:module';
registerHooks({
  resolve(specifier, context, next) {
    const inSources = context.parentURL?.includes('/simulator/') && !context.parentURL.includes('/node_modules/');
    return next(inSources && specifier.startsWith('.') ? specifier.replace(/\\.js$/, '.ts') : specifier, context);
  },
});
`)}`;

/** A simulator in its own process, which a test may kill. */
export interface SimulatorProcess {
  url: string;
  port: number;
  child: ChildProcess;
  /** SIGKILL: nothing is flushed. */
  kill(): Promise<void>;
  /** SIGTERM; resolves to the exit code. */
  stop(): Promise<number | null>;
}

/** Starts `main.ts` with the given flags; resolves when it listens. */
export async function spawnSimulator(flags: readonly string[]): Promise<SimulatorProcess> {
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--experimental-transform-types',
      '--import',
      SOURCE_HOOK,
      main,
      '--rate-limit',
      'off',
      ...flags,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const url = await new Promise<string>((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const found = /listening on (\S+)/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`the simulator exited with ${code}`)));
  });
  const exited = once(child, 'exit');
  return {
    url,
    port: Number(new URL(url).port),
    child,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    async stop() {
      child.kill('SIGTERM');
      await exited;
      return child.exitCode;
    },
  };
}
