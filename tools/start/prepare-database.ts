import { join } from 'node:path';
import { childEnvironment } from '../../config/environment.js';
import { nodeFlags } from '../stack/node-program.js';
import { projectRoot } from '../stack/project-paths.js';
import { runCommand } from '../stack/run-command.js';

const toolTimeoutMs = 120_000;

/** The database as the servers see it, and as the owner of its tables does where that is another user. */
type DatabaseUrls = Readonly<{ databaseUrl: string; migrationUrl?: string | undefined }>;

/** Brings the tables up to date and adds the demo marketplace where it is missing. Returns what the seed printed. */
export async function prepareDatabase(
  { databaseUrl, migrationUrl }: DatabaseUrls,
  report: (line: string) => void,
): Promise<string> {
  await runTool('migrate', { databaseUrl, migrationUrl });
  report('the tables are up to date');
  const signIns = await runTool('seed', { databaseUrl });
  report('the demo marketplace is in place');
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
