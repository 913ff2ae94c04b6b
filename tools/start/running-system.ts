import { join, relative } from 'node:path';
import { givenMailServer, givenServers, givenStripe, webPort } from '../../config/environment.js';
import { freePorts } from '../stack/free-port.js';
import { projectRoot } from '../stack/project-paths.js';
import { endRecordedProcesses } from '../stack/process-record.js';
import { SupervisedProcess, type ProcessPlan } from '../stack/supervised-process.js';
import { prepareDatabase } from './prepare-database.js';
import { readLocalSecrets } from './secrets.js';
import { useServers } from './servers-in-use.js';
import { announceSystem, claimClone, releaseClone, startFolder } from './start-state.js';
import {
  apiPlan,
  mailCatcherPlan,
  simulatorPlan,
  systemSettings,
  workersPlan,
  type SystemAddresses,
} from './system-plan.js';

/** How to run the system: as in production, or with hot reload behind a web server. */
export interface SystemOptions {
  readonly report: (line: string) => void;
  /** In development, the API listens on a separate port and Node restarts on changes. */
  readonly development: boolean;
}

/** A running system of this clone. */
export interface RunningSystem {
  /** The URL for the browser. */
  readonly publicUrl: string;
  /** The URL of the API itself. */
  readonly apiUrl: string;
  /** Undefined with a Stripe account. */
  readonly simulatorUrl: string | undefined;
  /** The page that shows the mails; undefined with a given mail server. */
  readonly mailPageUrl: string | undefined;
  readonly kafkaBrokers: string | undefined;
  /** The demo sign-ins, as printed by the seed. */
  readonly signIns: string;
  /** Stops everything that was started; returns when no process is left. */
  stop(): Promise<void>;
}

/** Starts servers, simulator, mail catcher, migrations, demo data, API and workers, as parallel as dependencies allow. */
export async function startSystem(options: SystemOptions): Promise<RunningSystem> {
  const { report } = options;
  const addresses = await chooseAddresses(options.development);
  const apiUrl = `http://127.0.0.1:${addresses.apiPort}`;
  claimClone(apiUrl);
  const pidFolder = join(startFolder, 'pids');
  for (const name of await endRecordedProcesses(pidFolder))
    report(`stopped ${name}, left over from an earlier run`);
  const processes: SupervisedProcess[] = [];
  const run = async (plan: ProcessPlan): Promise<void> => {
    const logFile = join(startFolder, 'logs', `${plan.name}.log`);
    const supervised = new SupervisedProcess(plan, { pidFolder, logFile, restart: true, report });
    processes.push(supervised);
    await supervised.start();
    report(`${plan.title}: ready (log: ${relative(projectRoot, logFile)})`);
  };
  const secrets = readLocalSecrets();
  const stripe = givenStripe();
  const mailServer = givenMailServer();
  const servers = await useServers(givenServers(), report);
  const stop = async (): Promise<void> => {
    claimClone(apiUrl);
    await Promise.all(processes.map(async (supervised) => await supervised.stop()));
    await servers.release();
    releaseClone();
  };
  const simulatorUrl = `http://127.0.0.1:${addresses.simulatorPort}`;
  try {
    const simulator = stripe === undefined ? run(simulatorPlan(addresses, secrets)) : undefined;
    const catcher = mailServer === undefined ? run(mailCatcherPlan(addresses)) : undefined;
    const [signIns] = await Promise.all([prepareDatabase(servers, report), simulator, catcher]);
    const smtpUrl = mailServer ?? `smtp://127.0.0.1:${addresses.smtpPort}`;
    const { publicUrl } = addresses;
    const settings = systemSettings(servers, { stripe, simulatorUrl, smtpUrl, publicUrl }, secrets);
    const flags = options.development ? ['--watch', '--watch-preserve-output'] : [];
    await Promise.all([
      run(apiPlan(addresses, settings, flags)),
      run(workersPlan(addresses, settings, flags)),
    ]);
    const system = {
      publicUrl,
      apiUrl,
      simulatorUrl: stripe === undefined ? simulatorUrl : undefined,
      mailPageUrl: mailServer === undefined ? `http://127.0.0.1:${addresses.mailPagePort}` : undefined,
      kafkaBrokers: servers.kafkaBrokers,
    };
    announceSystem({ ...system, ready: true, databaseUrl: servers.databaseUrl });
    return { ...system, signIns, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function chooseAddresses(development: boolean): Promise<SystemAddresses> {
  const [workersPort = 0, simulatorPort = 0, apiPort = 0, smtpPort = 0, mailPagePort = 0] =
    await freePorts(5);
  const publicUrl = `http://localhost:${webPort()}`;
  const ours = { workersPort, simulatorPort, smtpPort, mailPagePort };
  return { ...ours, apiPort: development ? apiPort : webPort(), publicUrl };
}
