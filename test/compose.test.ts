import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { settings } from '../config/config.js';
import { projectRoot } from '../tools/stack/project-paths.js';

interface Service {
  readonly image: string;
  readonly build?: { readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly profiles?: readonly string[];
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string; readonly required?: boolean }>>;
  readonly read_only?: boolean;
  readonly restart?: string;
  readonly cap_drop?: readonly string[];
}

interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const compose = parse(readProject('docker-compose.yml'), { merge: true }) as ComposeFile;
const services = Object.entries(compose.services);
const ours = services.filter(([, service]) => service.build !== undefined);
const dockerfile = readProject('deploy/Dockerfile');
const stages = dockerfile.split(/^(?=FROM )/m).slice(1);
const finalStage = stages.at(-1) ?? '';

function readProject(path: string): string {
  return readFileSync(join(projectRoot, path), 'utf8');
}

function service(name: string): Service {
  const found = compose.services[name];
  if (found === undefined) throw new Error(`docker-compose.yml has no service ${name}`);
  return found;
}

/** Whether a service can ever satisfy a `depends_on` condition. */
function canBeMet(condition: string, awaited: Service | undefined): boolean {
  if (condition === 'service_healthy') return awaited?.healthcheck !== undefined;
  if (condition === 'service_completed_successfully') return awaited?.restart === 'no';
  return condition === 'service_started' && awaited !== undefined;
}

describe('docker-compose.yml', () => {
  test('has the services of npm start and the two one-shot jobs that prepare the database', () => {
    expect(services.map(([name]) => name).sort()).toEqual(
      ['api', 'kafka', 'mail', 'migrate', 'postgres', 'redis', 'seed', 'simulator', 'worker'].sort(),
    );
  });

  test.each(['postgres', 'redis', 'kafka', 'mail', 'simulator', 'api', 'worker'])(
    'checks the health of %s',
    (name) => {
      expect(service(name).healthcheck?.test[0]).toBe('CMD');
    },
  );

  test.each([
    ['simulator', 12_111, '/_sim/health'],
    ['api', 4000, '/readyz'],
    ['worker', 4001, '/readyz'],
  ])('probes %s on its own port %d at %s', (name, port, path) => {
    expect(service(name).healthcheck?.test.at(-1)).toContain(`http://127.0.0.1:${port}${path}`);
  });

  test.each(services)('pins the image version of %s', (_name, { image }) => {
    expect(image).toMatch(/:v?\d+\.\d+[\w.-]*$/);
  });

  test.each(ours)('runs an existing program of ours as %s', (_name, { command }) => {
    const entry = command?.find((word) => word.startsWith('dist/')) ?? 'dist/api/main.js';
    const source = entry.replace(/^dist\//, '').replace(/\.js$/, '.ts');
    expect([source].filter((path) => !existsSync(join(projectRoot, path)))).toEqual([]);
  });

  test.each(['api', 'worker', 'migrate', 'seed'])('sets only known settings for %s', (name) => {
    const unknown = Object.keys(service(name).environment ?? {}).filter((key) => !(key in settings.shape));
    expect(unknown).toEqual(name === 'migrate' ? ['MIGRATION_DATABASE_URL'] : []);
  });

  test('runs the servers as a database user that does not own the tables', () => {
    const userOf = (name: string, variable: string) =>
      /^postgres:\/\/(\w+):/.exec(String(service(name).environment?.[variable]))?.[1];
    const owner = userOf('migrate', 'MIGRATION_DATABASE_URL');
    expect(owner).toBe(service('postgres').environment?.['POSTGRES_USER']);
    for (const name of ['api', 'worker', 'seed', 'migrate'])
      expect(userOf(name, 'DATABASE_URL')).not.toBe(owner);
  });

  test.each(['api', 'worker'])('sets every setting without a default for %s', (name) => {
    const environment = service(name).environment ?? {};
    const issues = settings.safeParse({}).error?.issues ?? [];
    const required = issues.map((issue) => String(issue.path[0]));
    expect(required.length).toBeGreaterThan(3);
    expect(required.filter((key) => !(key in environment))).toEqual([]);
  });

  test('sends mail to the local mail catcher unless SMTP_URL is set', () => {
    expect(service('worker').environment?.['SMTP_URL']).toBe('${SMTP_URL:-smtp://mail:1025}');
  });

  test('has no default for the session and webhook secrets', () => {
    for (const name of ['SESSION_SECRET', 'STRIPE_WEBHOOK_SECRET']) {
      expect(service('api').environment?.[name]).toMatch(new RegExp(`^\\$\\{${name}:\\?`));
    }
  });

  test.each(services)(
    'makes %s wait only for services that exist and can report readiness',
    (_name, waiting) => {
      const faults = Object.entries(waiting.depends_on ?? {}).filter(
        ([name, { condition }]) => !canBeMet(condition, compose.services[name]),
      );
      expect(faults).toEqual([]);
    },
  );

  test('starts api and worker after the migrations, and never blocks them on Kafka or an absent simulator', () => {
    for (const name of ['api', 'worker']) {
      const waits = service(name).depends_on ?? {};
      expect(waits['migrate']?.condition).toBe('service_completed_successfully');
      expect(waits['redis']?.condition).toBe('service_healthy');
      expect(waits['kafka']?.condition ?? 'service_started').toBe('service_started');
      expect(waits['mail']?.condition ?? 'service_started').toBe('service_started');
      expect(waits['simulator']?.required).toBe(false);
    }
  });

  test('starts the simulator and seeds demo data only in their profiles', () => {
    expect(service('simulator').profiles).toEqual(['simulator']);
    expect(service('seed').profiles).toEqual(['demo']);
    expect(services.filter(([, { profiles }]) => profiles !== undefined)).toHaveLength(2);
  });

  test('stores data in named volumes only', () => {
    const mounted = services.flatMap(([, { volumes }]) => volumes ?? []).map((mount) => mount.split(':')[0]);
    expect(new Set(mounted)).toEqual(new Set(Object.keys(compose.volumes)));
  });

  test('publishes ports on localhost only', () => {
    const published = services.flatMap(([, { ports }]) => ports ?? []);
    expect(published.length).toBeGreaterThan(0);
    expect(published.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  test.each(ours)(
    'runs the container of %s without capabilities and with a read-only root',
    (_name, program) => {
      expect(program.cap_drop).toEqual(['ALL']);
      expect(program.read_only).toBe(true);
      expect(program.build?.dockerfile).toBe('deploy/Dockerfile');
    },
  );
});

describe('deploy/Dockerfile', () => {
  const nodeVersion = (JSON.parse(readProject('package.json')) as { devDependencies: { node: string } })
    .devDependencies.node;

  test('builds in stages and ships no compilers or tests', () => {
    expect(stages.length).toBeGreaterThan(2);
    expect(finalStage).toContain('COPY --from=production /app/node_modules');
    expect(finalStage).not.toContain('npm ci');
    expect(dockerfile).toContain('npm ci --omit=dev');
  });

  test('uses the exact Node version that development pins', () => {
    const bases = stages
      .map((stage) => /^FROM (\S+)/.exec(stage)?.[1] ?? '')
      .filter((base) => base.includes(':'));
    expect(new Set(bases)).toEqual(new Set([`node:${nodeVersion}-bookworm-slim`]));
  });

  test('does not run as root', () => {
    const users = [...finalStage.matchAll(/^USER (\S+)/gm)].map((match) => match[1]);
    expect(users).toEqual(['node']);
    expect(finalStage.indexOf('USER node')).toBeLessThan(finalStage.indexOf('CMD '));
  });

  test('copies only files that exist here or in an earlier stage', () => {
    const copied = [...finalStage.matchAll(/^COPY (?!--from)(.+)$/gm)].flatMap((match) =>
      (match[1] ?? '').split(' ').slice(0, -1),
    );
    expect(copied.length).toBeGreaterThan(0);
    expect(copied.filter((path) => !existsSync(join(projectRoot, path)))).toEqual([]);
  });

  test('excludes local data, packages and secrets from the build context', () => {
    const ignored = readProject('.dockerignore').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['.git', '.local', 'node_modules', 'dist', '.env']));
  });
});
