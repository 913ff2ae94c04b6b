import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../stack/project-paths.js';
import { runCommand } from '../stack/run-command.js';

const serverFolders = ['core', 'adapters', 'config', 'api', 'workers', 'simulator', 'sdk', 'tools'];
/** Editors write a file in several steps; this debounces them into one compilation. */
const settleMs = 150;
const compileTimeoutMs = 120_000;

/**
 * Compiles the server whenever a source changes. `tsc --watch` is not an option: TypeScript 7 uses fanotify, which silently
 * does nothing in containers and on many file systems.
 */
export function compileOnChange(report: (line: string) => void): void {
  let timer: NodeJS.Timeout | undefined;
  let compiling = false;
  let again = false;
  const compile = async (): Promise<void> => {
    if (compiling) {
      again = true;
      return;
    }
    compiling = true;
    again = false;
    report(await compileServer());
    compiling = false;
    if (again) await compile();
  };
  const changed = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      compile().catch((error: unknown) => report(String(error)));
    }, settleMs);
  };
  for (const folder of serverFolders.filter((name) => existsSync(join(projectRoot, name)))) {
    watch(join(projectRoot, folder), { recursive: true }, (_event, file) => {
      if (file?.endsWith('.ts') === true && !file.endsWith('.test.ts')) changed();
    });
  }
}

async function compileServer(): Promise<string> {
  const startedAt = performance.now();
  const tsc = join(projectRoot, 'node_modules', 'typescript', 'bin', 'tsc');
  const result = await runCommand(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--pretty'], {
    timeoutMs: compileTimeoutMs,
    cwd: projectRoot,
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  return result.code === 0 ? `compiled in ${seconds} s` : `compilation failed:\n${result.output}`;
}
