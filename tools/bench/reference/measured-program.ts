import { join } from 'node:path';

import { z } from 'zod';

import { childEnvironment } from '../../../config/environment.js';
import { nodeFlags } from '../../stack/node-program.js';
import { projectRoot } from '../../stack/project-paths.js';
import { runCommand } from '../../stack/run-command.js';
import type { Measured } from '../ratio.js';

const measured = z.object({
  count: z.number().positive(),
  elapsedMs: z.number().positive(),
  latenciesMs: z.array(z.number()).optional(),
});

const LONGEST_MS = 300_000;
const SHOWN = 4_000;

/**
 * Runs a measuring program in a separate process, like the other side of the comparison. Its input is one JSON argument,
 * its result the last line of output.
 */
export async function runMeasured(entry: string, given: object): Promise<Measured> {
  const program = join(projectRoot, 'dist', 'tools', 'bench', entry);
  const { code, output } = await runCommand(
    process.execPath,
    [...nodeFlags, program, JSON.stringify(given)],
    {
      timeoutMs: LONGEST_MS,
      cwd: projectRoot,
      env: childEnvironment({ NODE_ENV: 'production' }),
    },
  );
  const line = output.trimEnd().split('\n').at(-1) ?? '';
  const result = code === 0 ? measured.safeParse(jsonIn(line)) : undefined;
  if (result?.success !== true) throw new Error(`${entry} exited with ${code}:\n${output.slice(-SHOWN)}`);
  const { latenciesMs, ...rest } = result.data;
  return { ...rest, ...(latenciesMs === undefined ? {} : { latenciesMs }) };
}

function jsonIn(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
