import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { localPath, projectRoot } from './project-paths.js';
import { findProgram, runCommand } from './run-command.js';
import { installPackages } from './system-packages.js';

const kafkaVersion = '4.3.0';
const oldestJava = 17;
const downloadTimeoutMs = 8 * 60_000;

/** A Kafka that can be run here: the `java` program and the class path of the broker. */
export interface KafkaInstallation {
  readonly java: string;
  readonly classPath: string;
}

/** What keeps Kafka from running here, in words for the person who started us. */
export interface KafkaUnavailable {
  readonly missing: string;
}

/** Finds or installs Java and the broker's jars (54 MB, once per clone, from Maven's cache when it is there). */
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
  if (findProgram('mvn') === undefined) return 'Maven (mvn), which fetches the jars of Kafka';
  report(`fetching Kafka ${kafkaVersion} (54 MB, once)`);
  // Filled aside and renamed, so that an interrupted download is never taken for a whole one.
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
    : `the jars of Kafka ${kafkaVersion} (Maven said: ${result.output.trim().slice(0, 400)})`;
}

function moveIntoPlace(partial: string, folder: string): void {
  try {
    renameSync(partial, folder);
  } catch (error) {
    // Another process that fetched at the same time was first; its copy is as good as ours.
    if (!existsSync(folder)) throw error;
  }
}
