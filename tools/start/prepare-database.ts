import { join } from 'node:path';
import { childEnvironment } from '../../config/environment.js';
import { nodeFlags } from '../stack/node-program.js';
import { projectRoot } from '../stack/project-paths.js';
import { runCommand } from '../stack/run-command.js';

const toolTimeoutMs = 120_000;

/** The URL for the servers, and the one for the owner of the tables if that is a different user. */
type DatabaseUrls = Readonly<{ databaseUrl: string; migrationUrl?: string | undefined }>;

/** Runs the migrations and seeds the demo marketplace where it is missing. Returns the output of the seed. */
export async function prepareDatabase(
  { databaseUrl, migrationUrl }: DatabaseUrls,
  report: (line: string) => void,
): Promise<string> {
  await runTool('migrate', { databaseUrl, migrationUrl });
  report('the schema is up to date');
  const signIns = await runTool('seed', { databaseUrl });
  report('the demo marketplace is seeded');
  return signIns.trim();
}

async function runTool(
  name: 'migrate' | 'seed',
  { databaseUrl, migrationUrl }: DatabaseUrls,
): Promise<string> {
  const entry = join(projectRoot, 'dist', 'tools', name, 'main.js');
  const result = await runCommand(process.execPath, [...nodeFlags, entry], {
    timeoutMs: toolTimeoutMs,
    cwd: projectRoot,
    env: childEnvironment({ DATABASE_URL: databaseUrl, MIGRATION_DATABASE_URL: migrationUrl }),
  });
  if (result.code !== 0) throw new Error(`${name} failed:\n${result.output}`);
  return result.output;
}
