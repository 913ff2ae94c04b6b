import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';

/** The required rate: below it the simulator would be the bottleneck of the gateway's own benchmark. */
const REQUIRED_PER_SECOND = 1_500;

const healthSchema = z.object({ cpuSeconds: z.number() });

interface Load {
  port: number;
  connections: number;
  seconds: number;
}

/** Starts a durable simulator in its own process (one thread), creates payment intents and prints the rate. */
async function bench(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '10' },
      connections: { type: 'string', default: '64' },
    },
  });
  const directory = await mkdtemp(join(tmpdir(), 'simulator-bench-'));
  const child = spawn(
    process.execPath,
    [
      fileURLToPath(new URL('./main.js', import.meta.url)),
      '--port',
      '0',
      '--rate-limit',
      'off',
      '--data',
      directory,
    ],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  try {
    const port = await listeningPort(child.stdout);
    const load = { port, connections: Number(values.connections), seconds: Number(values.seconds) };
    await createIntents({ ...load, seconds: 1 });
    const cpuBefore = await cpuSeconds(port);
    const { created, failed, latencies } = await createIntents(load);
    const cpuUsed = (await cpuSeconds(port)) - cpuBefore;
    const perSecond = Math.round(created / load.seconds);
    // The rate per CPU second used: on a busy machine the load generator and other processes use CPU too.
    const perCore = Math.round(created / cpuUsed);
    const result = {
      ok: failed === 0 && perCore >= REQUIRED_PER_SECOND,
      creates_per_second: perSecond,
      creates_per_core_second: perCore,
      required_per_second: REQUIRED_PER_SECOND,
      failed,
      p50_ms: percentile(latencies, 0.5),
      p99_ms: percentile(latencies, 0.99),
      connections: load.connections,
      seconds: load.seconds,
    };
    process.stdout.write(`${JSON.stringify(result)}\n`);
    process.exitCode = result.ok ? 0 : 1;
  } finally {
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('exit', resolve));
    await rm(directory, { recursive: true });
  }
}

function listeningPort(output: NodeJS.ReadableStream): Promise<number> {
  return new Promise((resolve) => {
    output.on('data', (chunk: Buffer) => {
      const port = /listening on http:\/\/[^:]+:(\d+)/.exec(chunk.toString())?.[1];
      if (port !== undefined) resolve(Number(port));
    });
  });
}

async function cpuSeconds(port: number): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}/_sim/health`);
  return healthSchema.parse(await response.json()).cpuSeconds;
}

async function createIntents(load: Load): Promise<{ created: number; failed: number; latencies: number[] }> {
  const agent = new Agent({ keepAlive: true, maxSockets: load.connections });
  const end = performance.now() + load.seconds * 1000;
  const latencies: number[] = [];
  let failed = 0;
  const client = async (name: number): Promise<void> => {
    for (let index = 0; performance.now() < end; index += 1) {
      const started = performance.now();
      const status = await createIntent({ agent, port: load.port, key: `bench-${end}-${name}-${index}` });
      if (status === 200) latencies.push(performance.now() - started);
      else failed += 1;
    }
  };
  await Promise.all(Array.from({ length: load.connections }, (_, name) => client(name)));
  agent.destroy();
  return { created: latencies.length, failed, latencies: latencies.sort((left, right) => left - right) };
}

function createIntent(call: { agent: Agent; port: number; key: string }): Promise<number> {
  const body =
    'amount=5820&currency=eur&capture_method=manual&allowed_payment_method_types[0]=card&metadata[order]=ord_1' +
    '&payment_method_options[card][request_multicapture]=if_available';
  return new Promise((resolve, reject) => {
    const sent = request({
      agent: call.agent,
      port: call.port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/v1/payment_intents',
      headers: {
        Authorization: 'Bearer sk_test_bench',
        'Content-Type': 'application/x-www-form-urlencoded',
        'Content-Length': body.length,
        'Idempotency-Key': call.key,
      },
    });
    sent.on('response', (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function percentile(sorted: readonly number[], fraction: number): number {
  return Math.round((sorted[Math.floor(sorted.length * fraction)] ?? 0) * 10) / 10;
}

await bench();
