// Checks the README's first claim on a fresh clone: `npm start` comes up, answers the README's curl, starts faster the
// second time, stays within its memory limit, and leaves no process or open port behind, however it is stopped.
// Run manually (`npm run smoke`): it takes a minute and installs packages. The last line is one JSON object.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { environmentForCopy } from '../../config/bootstrap-environment.mjs';
import { root } from '../bootstrap/run.mjs';

const firstStartMs = 240_000;
const secondStartMs = 25_000;
const longestEndMs = 30_000;
const mostMegabytes = 1_638;

const clone = mkdtempSync(join(tmpdir(), 'splitcart-smoke-'));
const faults = [];
try {
  execFileSync('git', ['clone', '--quiet', root, clone]);
  const port = await freePort();
  const first = await session(port, {
    limitMs: firstStartMs,
    end: (npm) => process.kill(-npm.pid, 'SIGINT'),
  });
  const second = await session(port, { limitMs: secondStartMs, end: (npm) => npm.kill('SIGTERM') });
  console.log(JSON.stringify({ ok: faults.length === 0, first, second, faults }));
} finally {
  rmSync(clone, { recursive: true, force: true });
}
process.exit(faults.length === 0 ? 0 : 1);

/** One complete run of `npm start`. */
async function session(port, { limitMs, end }) {
  const startedAt = Date.now();
  // A separate process group, as in a terminal: Ctrl-C reaches npm and all its children in that group.
  const npm = spawn('npm', ['start'], {
    cwd: clone,
    detached: true,
    stdio: 'inherit',
    env: environmentForCopy(port),
  });
  const exited = new Promise((resolve) => npm.once('exit', resolve));
  const ready = await Promise.race([untilReady(port, limitMs), exited.then(() => false)]);
  const readyMs = Date.now() - startedAt;
  if (!ready) {
    faults.push(`not ready within ${limitMs} ms`);
    if (npm.exitCode !== null) return { readyMs: null };
  }
  runReadmeCurl(port);
  await delay(3_000);
  const processes = familyOf(npm.pid);
  const ports = [port, ...portsInUse()];
  const megabytes = residentMegabytes(processes);
  if (megabytes > mostMegabytes) faults.push(`${megabytes} MB resident`);
  const endedAt = Date.now();
  end(npm);
  while (processes.some(isAlive) && Date.now() - endedAt < longestEndMs) await delay(50);
  const endMs = Date.now() - endedAt;
  for (const pid of processes.filter(isAlive)) faults.push(`process ${pid} is left over: ${commandOf(pid)}`);
  for (const pid of processes.filter(isAlive)) process.kill(pid, 'SIGKILL');
  for (const open of await openPorts(ports)) faults.push(`port ${open} is still open`);
  return { readyMs, endMs, megabytes, processes: processes.length, ports: ports.length };
}

async function untilReady(port, limitMs) {
  const deadline = Date.now() + limitMs;
  while (Date.now() < deadline) {
    const response = await fetch(`http://localhost:${port}/readyz`).catch(() => undefined);
    if (response?.status === 200) return true;
    await delay(100);
  }
  return false;
}

/** Runs the first curl of the README as printed, except for the port. */
function runReadmeCurl(port) {
  const readme = readFileSync(join(clone, 'README.md'), 'utf8');
  const command = /^```sh\n(curl [\s\S]*?)^```/m.exec(readme)?.[1]?.replace(':4000', `:${port}`);
  if (command === undefined) {
    faults.push('the README has no curl');
    return;
  }
  const answer = execFileSync('sh', ['-c', command], { encoding: 'utf8' });
  if (!answer.startsWith('{"data":')) faults.push(`the README's curl returned ${answer}`);
}

function portsInUse() {
  const state = join(clone, '.local', 'stack', 'state.json');
  if (!existsSync(state)) return [];
  return JSON.parse(readFileSync(state, 'utf8')).servers.map(({ address }) => Number(address.split(':')[1]));
}

async function openPorts(ports) {
  const open = [];
  for (const port of ports) if (await accepts(port)) open.push(port);
  return open;
}

async function accepts(port) {
  return await new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => socket.destroy());
  });
}

async function freePort() {
  return await new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** A process and all its descendants. */
function familyOf(pid) {
  const parents = new Map();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    parents.set(Number(entry), Number(statOf(entry)?.[1]));
  }
  const family = [pid];
  for (const member of family) {
    for (const [child, parent] of parents) if (parent === member) family.push(child);
  }
  return family;
}

function isAlive(pid) {
  const state = statOf(pid)?.[0];
  return state !== undefined && state !== 'Z';
}

/** The fields of /proc/<pid>/stat after the program's name: state, parent, … */
function statOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

function commandOf(pid) {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').slice(0, 120);
}

function residentMegabytes(pids) {
  const kilobytes = pids.map((pid) => {
    try {
      return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
    } catch {
      return 0;
    }
  });
  return Math.round(kilobytes.reduce((sum, value) => sum + value, 0) / 1024);
}
