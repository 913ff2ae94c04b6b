import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { childEnvironment, webPort } from '../../config/environment.js';
import { projectRoot } from '../stack/project-paths.js';
import { runProgram } from '../stack/run-program.js';
import { untilStopped } from '../stack/until-stopped.js';
import { progressReport } from './progress-report.js';
import { startSystem } from './running-system.js';
import { runningSystem } from './start-state.js';

/**
 * The system with hot reload on one origin: Vite serves the web app and passes the api's paths on,
 * `tsc --watch` compiles, and Node restarts api and workers when their compiled files change.
 */
async function main(): Promise<number> {
  const other = runningSystem();
  if (other !== undefined) {
    console.error(`Already running at ${other.apiUrl} (process ${other.supervisor.pid}).`);
    return 1;
  }
  const stopped = untilStopped({ withParent: true });
  const report = progressReport();
  const first = await Promise.race([stopped, startSystem({ report, development: true })]);
  if (typeof first === 'string') return 130;
  const watchers = [
    runTool('typescript/bin/tsc', ['-p', 'tsconfig.build.json', '--watch', '--preserveWatchOutput']),
    runTool('vite/bin/vite.js', [
      'web',
      ...[
        '--config',
        'web/vite.config.ts',
        '--port',
        String(webPort()),
        '--strictPort',
        '--clearScreen',
        'false',
      ],
      ...['--', '--api', first.apiUrl],
    ]),
  ];
  report(`everything is ready: ${first.publicUrl} (sign-ins below)`);
  console.log(`\n${first.signIns}\n\n  Ctrl-C stops everything.\n`);
  report(`stopping (${await stopped})`);
  for (const watcher of watchers) watcher.kill();
  await first.stop();
  return 0;
}

/** Runs a tool of node_modules beside us, its output on our terminal; it dies with us. */
function runTool(script: string, args: readonly string[]): ChildProcess {
  const entry = join(projectRoot, 'node_modules', script);
  const child = spawn(process.execPath, [entry, ...args], {
    cwd: projectRoot,
    env: childEnvironment({}),
    // Vite and tsc end when their standard input closes, which it does whatever becomes of us.
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  process.on('exit', () => child.kill('SIGKILL'));
  return child;
}

runProgram(main);
