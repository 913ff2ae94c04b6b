import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { ENDPOINT_EVENTS } from '../../adapters/stripe/endpoint-events.js';
import { projectRoot } from '../stack/project-paths.js';

test('docs/stripe.md lists the events that the endpoint subscribes to', () => {
  const page = readFileSync(join(projectRoot, 'docs/stripe.md'), 'utf8');
  const named = Array.from(page.matchAll(/^ {3}- `(?<type>[a-z._]+)`$/gm), ({ groups }) => groups?.['type']);
  expect(named).toEqual([...ENDPOINT_EVENTS]);
});
