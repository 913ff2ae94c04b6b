import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePorts } from './free-port.js';
import { installKafka } from './kafka-jars.js';
import { clusterMembers, prepareKafkaNode, type KafkaNode } from './kafka-node.js';
import { SupervisedProcess } from './supervised-process.js';

/** A running cluster whose brokers can be killed one by one. Brokers are numbered from 0. */
export interface KafkaCluster {
  /** Comma-separated list of all brokers, for KAFKA_BROKERS. */
  readonly bootstrap: string;
  /** `host:port` of each broker. */
  readonly brokers: readonly string[];
  /** Kafka's node id of broker i (i + 1), as in leader metadata. */
  nodeId(broker: number): number;
  /** Sends SIGKILL and waits for the exit; other brokers notice after the session timeout of 4 s. */
  killBroker(broker: number): Promise<void>;
  /** Restarts a killed broker with the same port and data; waits until all brokers see it. */
  restartBroker(broker: number): Promise<void>;
  /** Pauses (SIGSTOP) or resumes (SIGCONT) a broker, to simulate one that hangs. */
  signalBroker(broker: number, signal: 'SIGSTOP' | 'SIGCONT'): void;
  /** Stops all brokers. The data stays in `dataDir`. */
  stop(): Promise<void>;
}

/** Options of startKafkaCluster; logs and pid records are kept in `dataDir` too. */
export interface KafkaClusterOptions {
  readonly brokers: number;
  readonly dataDir: string;
  readonly report?: (line: string) => void;
}

const allSeenWithinMs = 60_000;

/**
 * Starts n brokers on free ports of 127.0.0.1 (combined mode; with three: replication 3, min ISR 2) and waits until every
 * broker sees every other. A killed broker stays down until `restartBroker`.
 */
export async function startKafkaCluster(options: KafkaClusterOptions): Promise<KafkaCluster> {
  const report = options.report ?? (() => undefined);
  const installation = await installKafka(report);
  if ('missing' in installation) throw new Error(`Kafka cannot run here: ${installation.missing} is missing`);
  const nodes = await planNodes(options);
  const clusterId = clusterIdOf(options.dataDir);
  const plans = await Promise.all(
    nodes.map((node) => prepareKafkaNode(node, { nodes, clusterId }, installation)),
  );
  const processes = plans.map(
    (plan) =>
      new SupervisedProcess(plan, {
        pidFolder: join(options.dataDir, 'pids'),
        logFile: join(options.dataDir, 'logs', `${plan.name}.log`),
        restart: false,
        report,
      }),
  );
  const cluster = new LocalKafkaCluster(nodes, processes);
  try {
    await Promise.all(processes.map((broker) => broker.start()));
    await cluster.untilAllSeen();
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  return cluster;
}

class LocalKafkaCluster implements KafkaCluster {
  readonly brokers: readonly string[];
  readonly bootstrap: string;
  readonly #processes: readonly SupervisedProcess[];

  constructor(nodes: readonly KafkaNode[], processes: readonly SupervisedProcess[]) {
    this.brokers = nodes.map((node) => `127.0.0.1:${node.port}`);
    this.bootstrap = this.brokers.join(',');
    this.#processes = processes;
  }

  nodeId(broker: number): number {
    return broker + 1;
  }

  async killBroker(broker: number): Promise<void> {
    await this.#process(broker).kill();
  }

  async restartBroker(broker: number): Promise<void> {
    await this.#process(broker).start();
    await this.untilAllSeen();
  }

  signalBroker(broker: number, signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#process(broker).signal(signal);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#processes.map((broker) => broker.stop()));
  }

  /** Waits until each running broker reports every running broker as a member. */
  async untilAllSeen(): Promise<void> {
    const deadline = Date.now() + allSeenWithinMs;
    const running = this.brokers.filter((_, index) => this.#process(index).pid !== undefined);
    for (const address of running) {
      while ((await clusterMembers(address)).length < running.length) {
        if (Date.now() > deadline)
          throw new Error(`Kafka broker ${address} does not see all ${running.length}`);
        await delay(100);
      }
    }
  }

  #process(broker: number): SupervisedProcess {
    const supervised = this.#processes[broker];
    if (supervised === undefined) throw new Error(`unknown broker ${broker}`);
    return supervised;
  }
}

async function planNodes(options: KafkaClusterOptions): Promise<KafkaNode[]> {
  const ports = await freePorts(options.brokers * 2);
  return ports.slice(0, options.brokers).map((port, index) => ({
    id: index + 1,
    port,
    controllerPort: ports[options.brokers + index] ?? 0,
    dataFolder: join(options.dataDir, `broker-${index}`),
  }));
}

/** The id that all nodes of a cluster are formatted with; kept in a file so that the data can be reopened. */
export function clusterIdOf(dataDir: string): string {
  const file = join(dataDir, 'cluster-id');
  mkdirSync(dataDir, { recursive: true });
  if (!existsSync(file)) writeFileSync(file, randomBytes(16).toString('base64url'));
  return readFileSync(file, 'utf8');
}
