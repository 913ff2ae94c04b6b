import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { startKafkaCluster, type KafkaCluster } from '../../tools/stack/kafka-cluster.js';
import { atEndOfFile } from './cleanup.js';
import { runFolder } from './test-stack.js';

/** A private Kafka cluster whose brokers the test file may kill; stopped at the end of the file. */
export async function startTestCluster(brokers: number): Promise<KafkaCluster> {
  const dataDir = join(runFolder(), 'kafka', randomBytes(4).toString('hex'));
  const cluster = await startKafkaCluster({ brokers, dataDir });
  atEndOfFile(async () => await cluster.stop());
  return cluster;
}
