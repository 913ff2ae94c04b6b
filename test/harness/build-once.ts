import { join } from 'node:path';
import { projectRoot } from '../../tools/stack/project-paths.js';
import { runCommand } from '../../tools/stack/run-command.js';

const builds = new Map<string, Promise<void>>();

/** Builds dist (server) or dist/web (web) from the sources, once per run. */
export async function buildOnce(target: string): Promise<void> {
  const build = builds.get(target) ?? runBuild(target);
  builds.set(target, build);
  await build;
}

async function runBuild(target: string): Promise<void> {
  const bootstrap = join(projectRoot, 'tools', 'bootstrap', 'main.mjs');
  const result = await runCommand(process.execPath, [bootstrap, 'build', target], { timeoutMs: 180_000 });
  // tsc emits even with type errors; `npm run check` fails on those, so only report them here.
  if (result.code !== 0) process.stderr.write(`The ${target} does not compile cleanly:\n${result.output}\n`);
}
