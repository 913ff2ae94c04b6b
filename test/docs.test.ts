import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as docs from './docs-rules.js';
import { readSourceTree } from './source-tree.js';

const files = readSourceTree();
const documents = files.filter(({ path }) => path.endsWith('.md'));
const decisions = documents.filter(({ path }) => path.startsWith('docs/adr/'));

const manifest = z.object({ scripts: z.record(z.string(), z.string()).default({}) });
const packageJson = files.find(({ path }) => path === 'package.json')?.text ?? '{}';

const project: docs.Project = {
  paths: new Set(files.map(({ path }) => path)),
  documents: new Map(documents.map(({ path, text }) => [path, text])),
  scripts: new Set(Object.keys(manifest.parse(JSON.parse(packageJson)).scripts)),
};

/** A two-file project for the planted violations. */
const small: docs.Project = {
  paths: new Set(['docs/GLOSSARY.md', 'core/orders/order.ts']),
  documents: new Map([['docs/GLOSSARY.md', '# Words\n\n## PSP key (idempotency)\n']]),
  scripts: new Set(['check', 'test']),
};

const rules: { says: string; rule: docs.DocumentRule; rejects: string[]; allows: string[] }[] = [
  {
    says: 'every link has a target',
    rule: docs.linksLeadSomewhere,
    rejects: ['[a](missing.md)', '[a](GLOSSARY.md#no-such-word)', '[a](#nowhere)', '![a](images/gone.png)'],
    allows: [
      '[a](GLOSSARY.md)',
      '[a](../core/orders/order.ts)',
      '[a](GLOSSARY.md#psp-key-idempotency)',
      '[a](https://example.test/x)',
      '```\n[a](missing.md)\n```',
    ],
  },
  {
    says: 'every path in backticks exists',
    rule: docs.namedPathsExist,
    rejects: ['`core/orders/gone.ts`', '`core/gone/`', '`gone.ts`', '`adapters/postgres`'],
    allows: [
      '`core/orders/`',
      '`order.ts`',
      '`core/<feature>/ports.ts`',
      '`Order.id`',
      '`npm/other`',
      '`core/*/ports.ts`',
    ],
  },
  {
    says: 'every named npm script exists',
    rule: docs.namedScriptsExist,
    rejects: ['Run `npm run gone`.', '```sh\nnpm start\n```'],
    allows: ['Run `npm run check` and `npm test`.', '`npm run check -- --fast`', 'npm run check.'],
  },
];

describe.each(rules)('$says', ({ rule, rejects, allows }) => {
  it('in the project documents', () => {
    expect(documents.flatMap((document) => rule(document, project))).toEqual([]);
  });

  it.each(rejects)('and the rule rejects %j', (text) => {
    expect(rule({ path: 'docs/planted.md', text }, withPlanted(text))).toHaveLength(1);
  });

  it.each(allows)('and the rule accepts %j', (text) => {
    expect(rule({ path: 'docs/planted.md', text }, small)).toEqual([]);
  });
});

function withPlanted(text: string): docs.Project {
  const paths = new Set([...small.paths, 'docs/planted.md']);
  return { ...small, paths, documents: new Map([...small.documents, ['docs/planted.md', text]]) };
}

describe('the decision records', () => {
  const proper = '# 0001 Title\n\n## Status\n\nAccepted\n\n## Context\n\n## Decision\n\n## Consequences\n';

  it('exist and follow the template', () => {
    expect(decisions.length).toBeGreaterThan(0);
    expect(decisions.flatMap(docs.decisionFollowsTemplate)).toEqual([]);
  });

  it('are numbered without a gap', () => {
    expect(docs.decisionsAreNumbered(decisions.map(({ path }) => path))).toEqual([]);
  });

  it('are accepted when they follow the template', () => {
    expect(docs.decisionFollowsTemplate({ path: 'docs/adr/0001-title.md', text: proper })).toEqual([]);
  });

  it.each([
    ['a name without a number', 'docs/adr/title.md', proper],
    ['a different number in the title', 'docs/adr/0002-title.md', proper],
    ['a missing section', 'docs/adr/0001-title.md', proper.replace('## Consequences\n', '')],
    [
      'sections in the wrong order',
      'docs/adr/0001-title.md',
      proper.replace('Context', 'X').replace('Decision', 'Context'),
    ],
    ['no status', 'docs/adr/0001-title.md', proper.replace('Accepted', 'Perhaps')],
  ])('are rejected with %s', (_fault, path, text) => {
    expect(docs.decisionFollowsTemplate({ path, text })).toHaveLength(1);
  });

  it('are rejected when a number is missing or duplicated', () => {
    expect(docs.decisionsAreNumbered(['docs/adr/0001-a.md', 'docs/adr/0003-b.md'])).toHaveLength(1);
    expect(docs.decisionsAreNumbered(['docs/adr/0001-a.md', 'docs/adr/0001-b.md'])).toHaveLength(1);
  });
});
