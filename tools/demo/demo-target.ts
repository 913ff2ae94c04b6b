import { environmentVariable } from '../../config/environment.js';
import { runningSystem } from '../start/start-state.js';

/** The system that the demo shops at, and the sources that it compares afterwards. */
export interface DemoTarget {
  readonly apiUrl: string;
  readonly databaseUrl: string;
  readonly kafkaBrokers: string | undefined;
  readonly topicPrefix: string;
}

/** The system given by API_URL and DATABASE_URL, or the one that `npm start` runs in this clone. */
export function findTarget(): DemoTarget {
  const topicPrefix = environmentVariable('KAFKA_TOPIC_PREFIX') ?? '';
  const apiUrl = environmentVariable('API_URL');
  const databaseUrl = environmentVariable('DATABASE_URL');
  if (apiUrl !== undefined && databaseUrl !== undefined) {
    return { apiUrl, databaseUrl, kafkaBrokers: environmentVariable('KAFKA_BROKERS'), topicPrefix };
  }
  const system = runningSystem();
  if (system?.ready !== true) {
    throw new Error(
      'No running system found: run `npm start` in another terminal, or set API_URL, DATABASE_URL and KAFKA_BROKERS.',
    );
  }
  return { ...system, kafkaBrokers: system.kafkaBrokers, topicPrefix };
}
