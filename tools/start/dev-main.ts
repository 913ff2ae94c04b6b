import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { childEnvironment, webPort } from '../../config/environment.js';
import { projectRoot } from '../stack/project-paths.js';
import { runProgram } from '../stack/run-program.js';
import { untilStopped } from '../stack/until-stopped.js';
import { compileOnChange } from './compile-on-change.js';
import { progressReport } from './progress-report.js';
import { startSystem } from './running-system.js';
import { runningSystem } from './start-state.js';

/**
 * The system with hot reload on one origin: Vite serves the web app and proxies the API's paths, changed sources are
 * compiled, and Node restarts the API and the workers when their compiled files change.
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
  compileOnChange(report);
  const vite = startVite(first.apiUrl);
  report(`everything is ready: ${first.publicUrl} (sign-ins below)`);
  report(`mails are shown at ${first.mailPageUrl ?? 'your mail server'}`);
  console.log(`\n${first.signIns}\n\n  Ctrl-C stops everything.\n`);
  report(`stopping (${await stopped})`);
  vite.kill();
  await first.stop();
  return 0;
}

/** Serves the web app with hot reload on the public port; its output goes to our terminal. */
function startVite(apiUrl: string): ChildProcess {
  const vite = join(projectRoot, 'node_modules', 'vite', 'bin', 'vite.js');
  const config = ['--config', 'web/vite.config.ts', '--clearScreen', 'false'];
  const server = ['--port', String(webPort()), '--strictPort', '--', '--api', apiUrl];
  const child = spawn(process.execPath, [vite, 'web', ...config, ...server], {
    cwd: projectRoot,
    env: childEnvironment({}),
    // Vite exits when its standard input closes, which happens however this process ends.
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  process.on('exit', () => child.kill('SIGKILL'));
  return child;
}

runProgram(main);
