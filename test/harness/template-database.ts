import { join } from 'node:path';
import { childEnvironment } from '../../config/environment.js';
import { appDatabaseUrl } from '../../tools/stack/app-database-url.js';
import { projectRoot } from '../../tools/stack/project-paths.js';
import { createDatabaseIfMissing } from '../../tools/stack/postgres-server.js';
import { runCommand } from '../../tools/stack/run-command.js';

/** `empty`: migrated; `seeded`: migrated and filled with the demo marketplace. */
export type TemplateName = 'empty' | 'seeded';

/** Creates and fills a template database; test databases are copies of it (20 ms each instead of a migration). */
export async function createTemplate(databaseUrl: string, name: TemplateName): Promise<string> {
  const template = `template_${name}`;
  const server = databaseUrl.slice(0, databaseUrl.lastIndexOf('/'));
  await createDatabaseIfMissing(server, template);
  const url = `${server}/${template}`;
  await runTool('migrate', url);
  if (name === 'seeded') await runTool('seed', url);
  return template;
}

async function runTool(tool: 'migrate' | 'seed', ownerUrl: string): Promise<void> {
  const entry = join(projectRoot, 'dist', 'tools', tool, 'main.js');
  const result = await runCommand(process.execPath, [entry], {
    timeoutMs: 60_000,
    cwd: projectRoot,
    env: childEnvironment({ DATABASE_URL: appDatabaseUrl(ownerUrl), MIGRATION_DATABASE_URL: ownerUrl }),
  });
  if (result.code !== 0) throw new Error(`${tool} failed on the template database:\n${result.output}`);
}
