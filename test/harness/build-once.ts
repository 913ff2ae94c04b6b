import { join } from 'node:path';
import { projectRoot } from '../../tools/stack/project-paths.js';
import { runCommand } from '../../tools/stack/run-command.js';

const builds = new Map<string, Promise<void>>();

/** Brings dist (server) or dist/web (web) up to date with the sources, once in a run, whoever asks first. */
export async function buildOnce(target: string): Promise<void> {
  const build = builds.get(target) ?? runBuild(target);
  builds.set(target, build);
  await build;
}

async function runBuild(target: string): Promise<void> {
  const bootstrap = join(projectRoot, 'tools', 'bootstrap', 'main.mjs');
  const result = await runCommand(process.execPath, [bootstrap, 'build', target], { timeoutMs: 180_000 });
  // tsc writes its output also with type errors; `npm run check` is where those fail. Say it and go on.
  if (result.code !== 0) process.stderr.write(`The ${target} does not compile cleanly:\n${result.output}\n`);
}
