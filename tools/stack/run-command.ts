import { spawn, spawnSync, type ChildProcess } from 'node:child_process';

/** The result of a command: its exit code (null if it was killed or never ran) and its output. */
export interface CommandResult {
  readonly code: number | null;
  readonly output: string;
}

/** Settings of one command run. */
export interface CommandOptions {
  readonly timeoutMs: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

const running = new Set<ChildProcess>();

// An interrupted start must not leave apt, Maven or initdb running.
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Runs a command and returns its result; never rejects, even if the command cannot be started. */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  const { timeoutMs, ...spawnOptions } = options;
  return await new Promise((resolve) => {
    const child = spawn(command, [...args], {
      ...spawnOptions,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
    });
    running.add(child);
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (error) => resolve({ code: null, output: error.message }));
    child.once('close', (code) => {
      running.delete(child);
      resolve({ code, output });
    });
  });
}

/** Absolute path of a program on PATH. */
export function findProgram(name: string): string | undefined {
  const result = spawnSync('sh', ['-c', 'command -v "$0"', name], { encoding: 'utf8' });
  const path = result.stdout.trim();
  return result.status === 0 && path !== '' ? path : undefined;
}
