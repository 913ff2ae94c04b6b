import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';

import { restOperations } from '../../api/rest/rest-routes.js';
import { projectRoot } from '../stack/project-paths.js';
import { openapiDocument } from './openapi-document.js';

describe('docs/openapi.yaml', () => {
  test('matches the code; update with: npx vitest run --project unit tools/docs -u', async () => {
    const text = stringify(openapiDocument(restOperations), { lineWidth: 110, singleQuote: true });
    await expect(text).toMatchFileSnapshot(join(projectRoot, 'docs/openapi.yaml'));
  });

  test('has every route under /api that the source defines, and no other', () => {
    const defined = globSync('api/rest/*.ts', { cwd: projectRoot })
      .map((path) => readFileSync(join(projectRoot, path), 'utf8'))
      .flatMap((source) =>
        [...source.matchAll(/router\.(get|post|put|patch|delete)\(\s*'([^']+)'/g)].map(
          ([, method, route]) => `${method} ${route}`,
        ),
      );
    const described = restOperations.map(
      ({ method = 'get', path }) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    );
    expect(described.toSorted()).toEqual(defined.toSorted());
  });
});
