import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { localPath, projectRoot } from './project-paths.js';
import { findProgram, runCommand } from './run-command.js';
import { installPackages } from './system-packages.js';

const keycloakVersion = '26.4.0';
const unpackPlugin = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack';
const downloadTimeoutMs = 8 * 60_000;

/** The folder of an unpacked Keycloak, downloaded once per clone (160 MB, from Maven's cache if present). */
export async function installKeycloak(report: (line: string) => void): Promise<string> {
  const folder = localPath('keycloak', `keycloak-${keycloakVersion}`);
  if (existsSync(folder)) return folder;
  if (findProgram('java') === undefined) await installPackages(['default-jre-headless'], report);
  if (findProgram('mvn') === undefined) await installPackages(['maven'], report);
  report(`downloading Keycloak ${keycloakVersion} (160 MB, once)`);
  // Downloaded to a temporary folder and renamed, so that an interrupted download never looks complete.
  const partial = localPath('keycloak', `partial-${process.pid}`);
  mkdirSync(partial, { recursive: true });
  const artifact = `-Dartifact=org.keycloak:keycloak-quarkus-dist:${keycloakVersion}:zip`;
  const args = ['-q', '-B', '-C', unpackPlugin, artifact, `-DoutputDirectory=${partial}`];
  // The plugin leaves a marker file in its working directory.
  const result = await runCommand('mvn', args, { timeoutMs: downloadTimeoutMs, cwd: partial });
  const unpacked = join(partial, `keycloak-${keycloakVersion}`);
  if (result.code !== 0 || !existsSync(unpacked))
    throw new Error(`could not download Keycloak with Maven: ${result.output.trim().slice(0, 400)}`);
  renameSync(unpacked, folder);
  rmSync(partial, { recursive: true, force: true });
  return folder;
}

/**
 * The command that runs an installed Keycloak with only our realm; one instance at a time per installation. Its launcher
 * starts Java as a child in the same process group.
 */
export function keycloakCommand(
  installation: string,
  port: number,
): Readonly<{ command: string; args: readonly string[] }> {
  rmSync(join(installation, 'data'), { recursive: true, force: true });
  const imports = join(installation, 'data', 'import');
  mkdirSync(imports, { recursive: true });
  copyFileSync(
    join(projectRoot, 'deploy/keycloak/splitcart-realm.json'),
    join(imports, 'splitcart-realm.json'),
  );
  const args = ['start-dev', '--http-host=127.0.0.1', `--http-port=${port}`, '--import-realm'];
  return { command: 'sh', args: [join(installation, 'bin', 'kc.sh'), ...args] };
}
