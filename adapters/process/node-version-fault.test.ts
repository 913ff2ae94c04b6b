import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { nodeVersionFault } from './node-version-fault.js';

test('the version that package.json asks for is accepted, and no other', () => {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };
  const [wanted = ''] = /\d+/.exec(engines.node) ?? [];
  expect(nodeVersionFault(`${wanted}.1.0`)).toBeNull();
  for (const other of ['20.19.0', '22.1.0', '25.0.0'])
    expect(nodeVersionFault(other)).toContain(`needs Node.js ${wanted}, this is ${other}`);
});
