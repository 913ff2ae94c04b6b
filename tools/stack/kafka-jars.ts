import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { localPath, projectRoot } from './project-paths.js';
import { findProgram, runCommand } from './run-command.js';
import { installPackages } from './system-packages.js';

const kafkaVersion = '4.3.0';
const oldestJava = 17;
const downloadTimeoutMs = 8 * 60_000;

/** A runnable Kafka: the `java` program and the class path of the broker. */
export interface KafkaInstallation {
  readonly java: string;
  readonly classPath: string;
}

/** What is missing to run Kafka here, as text for the user. */
export interface KafkaUnavailable {
  readonly missing: string;
}

/** Finds or installs Java and the broker's jars (54 MB, once per clone, from Maven's cache if present). */
export async function installKafka(
  report: (line: string) => void,
): Promise<KafkaInstallation | KafkaUnavailable> {
  const java = await findJava(report);
  if (java === undefined) return { missing: `Java ${oldestJava} or newer` };
  const folder = localPath('kafka', kafkaVersion);
  if (!existsSync(folder)) {
    const missing = await downloadJars(folder, report);
    if (missing !== undefined) return { missing };
  }
  return { java, classPath: join(folder, '*') };
}

async function findJava(report: (line: string) => void): Promise<string | undefined> {
  if (await isJavaRecentEnough()) return findProgram('java');
  const installed = await installPackages(['default-jre-headless'], report);
  return installed && (await isJavaRecentEnough()) ? findProgram('java') : undefined;
}

async function isJavaRecentEnough(): Promise<boolean> {
  const result = await runCommand('java', ['-version'], { timeoutMs: 20_000 });
  const major = /version "(\d+)/.exec(result.output)?.[1];
  return result.code === 0 && major !== undefined && Number(major) >= oldestJava;
}

async function downloadJars(folder: string, report: (line: string) => void): Promise<string | undefined> {
  if (findProgram('mvn') === undefined) await installPackages(['maven'], report);
  if (findProgram('mvn') === undefined) return 'Maven (mvn), which downloads the jars of Kafka';
  report(`downloading Kafka ${kafkaVersion} (54 MB, once)`);
  // Downloaded to a temporary folder and renamed, so that an interrupted download never looks complete.
  const partial = `${folder}.partial-${process.pid}`;
  mkdirSync(partial, { recursive: true });
  const pom = join(projectRoot, 'tools', 'stack', 'kafka-pom.xml');
  const result = await runCommand(
    'mvn',
    ['-q', '-B', '-C', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${partial}`],
    { timeoutMs: downloadTimeoutMs },
  );
  const complete = result.code === 0 && readdirSync(partial).some((jar) => jar.startsWith('kafka-server'));
  if (complete) moveIntoPlace(partial, folder);
  rmSync(partial, { recursive: true, force: true });
  return complete
    ? undefined
    : `the jars of Kafka ${kafkaVersion} (Maven: ${result.output.trim().slice(0, 400)})`;
}

function moveIntoPlace(partial: string, folder: string): void {
  try {
    renameSync(partial, folder);
  } catch (error) {
    // A concurrent process finished its download first; use its copy.
    if (!existsSync(folder)) throw error;
  }
}
