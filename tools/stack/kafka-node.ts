import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import type { KafkaInstallation } from './kafka-jars.js';
import { projectRoot } from './project-paths.js';
import { runCommand } from './run-command.js';
import type { ProcessPlan } from './supervised-process.js';

/** A broker that is also a controller (KRaft combined mode). */
export interface KafkaNode {
  readonly id: number;
  readonly port: number;
  readonly controllerPort: number;
  readonly dataFolder: string;
}

// Serial collector, first compiler tier and a small heap: starts in 3 s with about 180 MB resident instead of 5 s and
// 380 MB; on a laptop or two CI cores that matters more than peak throughput.
const jvmFlags = ['-Xms32m', '-Xmx320m', '-Xss512k', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
const formatTimeoutMs = 60_000;

/** Formats the node's storage if it is new and returns how to run it. All nodes of a cluster use the same `clusterId`. */
export async function prepareKafkaNode(
  node: KafkaNode,
  cluster: { readonly nodes: readonly KafkaNode[]; readonly clusterId: string },
  installation: KafkaInstallation,
): Promise<ProcessPlan> {
  mkdirSync(node.dataFolder, { recursive: true });
  const configFile = join(node.dataFolder, 'server.properties');
  writeFileSync(configFile, kafkaProperties(node, cluster.nodes));
  if (!existsSync(join(node.dataFolder, 'log', 'meta.properties'))) {
    await format(configFile, cluster.clusterId, installation);
  }
  const logging = join(projectRoot, 'tools', 'stack', 'kafka-log4j2.properties');
  const single = cluster.nodes.length === 1;
  return {
    name: single ? 'kafka' : `kafka-${node.id}`,
    title: single ? 'Kafka' : `Kafka broker ${node.id}`,
    command: installation.java,
    args: [
      ...jvmFlags,
      `-Dlog4j2.configurationFile=${logging}`,
      '-cp',
      installation.classPath,
      'kafka.Kafka',
      configFile,
    ],
    isHealthy: async () => (await clusterMembers(`127.0.0.1:${node.port}`)).includes(node.id),
    startTimeoutMs: 90_000,
    stopSignal: 'SIGTERM',
    stopTimeoutMs: 15_000,
  };
}

/** Ids of the live brokers that a bootstrap address reports; empty while it does not respond. */
export async function clusterMembers(bootstrap: string): Promise<number[]> {
  const kafka = new Kafka({
    clientId: 'stack-health',
    brokers: bootstrap.split(','),
    logLevel: logLevel.NOTHING,
    connectionTimeout: 1_000,
    requestTimeout: 5_000,
    retry: { retries: 0 },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    const { brokers } = await admin.describeCluster();
    return brokers.map((broker) => broker.nodeId);
  } catch {
    return [];
  } finally {
    await admin.disconnect();
  }
}

async function format(configFile: string, clusterId: string, installation: KafkaInstallation): Promise<void> {
  const java = ['-XX:TieredStopAtLevel=1', '-cp', installation.classPath];
  // With an equals sign, because one id in 64 starts with a dash.
  const args = [...java, 'kafka.tools.StorageTool', 'format', `--cluster-id=${clusterId}`, '-c', configFile];
  const result = await runCommand(installation.java, args, { timeoutMs: formatTimeoutMs });
  if (result.code !== 0) throw new Error(`Kafka could not format its storage:\n${result.output}`);
}

function kafkaProperties(node: KafkaNode, nodes: readonly KafkaNode[]): string {
  const replication = Math.min(nodes.length, 3);
  const minInSync = replication === 3 ? 2 : 1;
  const properties: Record<string, string | number | boolean> = {
    'process.roles': 'broker,controller',
    'node.id': node.id,
    listeners: `PLAINTEXT://127.0.0.1:${node.port},CONTROLLER://127.0.0.1:${node.controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${node.port}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'controller.quorum.voters': nodes.map((n) => `${n.id}@127.0.0.1:${n.controllerPort}`).join(','),
    'log.dirs': join(node.dataFolder, 'log'),
    'auto.create.topics.enable': false,
    'num.partitions': 6,
    'default.replication.factor': replication,
    'min.insync.replicas': minInSync,
    'offsets.topic.replication.factor': replication,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.replication.factor': replication,
    'transaction.state.log.min.isr': minInSync,
    'transaction.state.log.num.partitions': 4,
    'share.coordinator.state.topic.replication.factor': replication,
    'share.coordinator.state.topic.min.isr': minInSync,
    // All consumers run on one machine; waiting for more of them only delays the start.
    'group.initial.rebalance.delay.ms': 0,
    // Detects a dead broker in 4 s instead of the default 9, which speeds up failover tests.
    'broker.session.timeout.ms': 4_000,
    'broker.heartbeat.interval.ms': 1_000,
    // The default dedupe buffer alone takes 128 MB of heap at start.
    'log.cleaner.dedupe.buffer.size': 4 * 1024 * 1024,
    'log.segment.bytes': 64 * 1024 * 1024,
    'num.network.threads': 2,
    'num.io.threads': 4,
  };
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}
