// The entry point of every command of the project: runs on any Node ≥ 20 with npm, before anything is installed.
// Installs the locked packages, builds what has changed, then runs the command on the pinned Node.
import { createServer } from 'node:net';
import { join } from 'node:path';
import { wantedPort } from '../../config/bootstrap-environment.mjs';
import { build, forgetBuild } from './build.mjs';
import { installPackages } from './install.mjs';
import { node, root, run } from './run.mjs';
import { runTests } from './test.mjs';

const programs = {
  start: { entry: 'tools/start/main', targets: ['server', 'web'], listens: true },
  dev: { entry: 'tools/start/dev-main', targets: ['server'], listens: true, watches: true },
  stack: { entry: 'tools/stack/main', targets: ['server'] },
  simulator: { entry: 'simulator/main', targets: ['server'] },
  bench: { entry: 'tools/bench/main', targets: ['server'] },
  demo: { entry: 'tools/demo/main', targets: ['server'] },
  verify: { entry: 'tools/verify/main', targets: ['server'] },
  mutants: { entry: 'tools/mutants/main', targets: ['server'] },
  long: { entry: 'tools/long/main', targets: ['server'] },
};

async function main([command, ...args]) {
  if (command === 'test') return await runTests(args);
  if (command === 'build') return await buildAll(args.length === 0 ? ['server', 'web'] : args);
  const program = programs[command];
  if (program === undefined) {
    console.error(
      `Usage: node tools/bootstrap/main.mjs <${[...Object.keys(programs), 'build', 'test'].join('|')}>`,
    );
    return 2;
  }
  if (program.listens && (await isPortTaken(wantedPort()))) {
    console.error(
      `Port ${wantedPort()} is in use by another program. Stop it, or choose another port: PORT=4100 npm start`,
    );
    return 1;
  }
  const built = await buildAll(program.targets);
  if (built !== 0) return built;
  if (program.watches) forgetBuild('server');
  return await run([...node, join(root, 'dist', `${program.entry}.js`), ...args]);
}

async function buildAll(names) {
  await installPackages();
  for (const name of names) {
    if (!(await build(name))) {
      console.error(`The ${name} does not compile; see above.`);
      return 1;
    }
  }
  return 0;
}

async function isPortTaken(port) {
  return await new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(true));
    server.listen({ port, exclusive: true }, () => server.close(() => resolve(false)));
  });
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
