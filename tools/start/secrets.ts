import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { startFolder } from './start-state.js';

const localSecrets = z.object({ sessionSecret: z.string(), webhookSecret: z.string() });

/** Secrets of this clone, created once, so that sessions and webhook signatures survive a restart. */
export type LocalSecrets = z.infer<typeof localSecrets>;

/** Reads the clone's secrets, or creates them on the first start. */
export function readLocalSecrets(): LocalSecrets {
  const file = join(startFolder, 'secrets.json');
  try {
    return localSecrets.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    const secrets = {
      sessionSecret: randomBytes(32).toString('hex'),
      webhookSecret: `whsec_${randomBytes(24).toString('hex')}`,
    };
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
    return secrets;
  }
}
