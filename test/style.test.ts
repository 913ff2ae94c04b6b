import { describe, expect, it } from 'vitest';
import { readSourceTree } from './source-tree.js';
import * as style from './style-rules.js';

// The fixtures of other tests break rules on purpose.
const files = readSourceTree().filter(({ path }) => !path.startsWith('test/fixtures/'));

// Planted violations are assembled from pieces, so that this file does not break the rules itself.
const joined = (...pieces: string[]): string => pieces.join('');
const filler = (count: number): string => 'const x = 1;\n'.repeat(count);

interface Rule {
  says: string;
  rule: style.StyleRule;
  rejects: [path: string, text: string][];
  allows: [path: string, text: string][];
}

const rules: Rule[] = [
  {
    says: 'no file has more than 300 lines',
    rule: style.fileIsShort,
    rejects: [['core/a.ts', filler(301)]],
    allows: [
      ['core/a.ts', filler(300)],
      ['schema.graphql', filler(301)],
    ],
  },
  {
    says: 'the environment is read in config/ only',
    rule: style.environmentIsReadInConfig,
    rejects: [
      ['api/main.ts', joined('const port = process', '.env.PORT;')],
      ['tools/start/start.mjs', joined('spawn(node, { env: { ...process', '.env } });')],
      ['workers/main.ts', joined("process['e", "nv']")],
      ['workers/main.ts', joined('const { argv, en', 'v } = process;')],
    ],
    allows: [
      ['config/environment.ts', joined('const port = process', '.env.PORT;')],
      ['api/main.ts', 'spawn(node, { env: settings.childEnvironment });'],
    ],
  },
  {
    says: 'nothing is untyped',
    rule: style.nothingIsUntyped,
    rejects: [
      ['core/a.ts', joined('function f(x: a', 'ny): void {}')],
      ['core/a.ts', joined('const x: Map<string, a', 'ny> = new Map();')],
      ['web/src/a.tsx', joined('const x = y as a', 'ny;')],
      ['core/a.ts', joined('type F = () => a', 'ny;')],
    ],
    allows: [
      [
        'core/a.ts',
        '// Any of them, or any other: any order will do.\nexpect.anything();\nif (any) wake(first, any);',
      ],
    ],
  },
  {
    says: 'nothing is unfinished',
    rule: style.nothingIsUnfinished,
    rejects: [
      ['core/a.ts', joined('// TO', 'DO: refunds')],
      ['docs/a.md', joined('Refunds are not imple', 'mented yet.')],
    ],
    allows: [['core/a.ts', "const status = 'TO_SHIP';"]],
  },
  {
    says: 'the lockfile has no addresses',
    rule: style.lockfileHasNoAddresses,
    rejects: [['package-lock.json', joined('  "resol', 'ved": "https://example.test/zod.tgz",')]],
    allows: [['package-lock.json', '  "integrity": "sha512-…",']],
  },
  {
    says: 'no package registry is named',
    rule: style.noRegistryIsNamed,
    rejects: [
      ['.npmrc', joined('registry=https://registry.npm', 'js.org/')],
      ['tools/stack/kafka/pom.xml', joined('<url>https://repo1.mav', 'en.org/maven2</url>')],
    ],
    allows: [['docs/a.md', 'See https://docs.stripe.com/api/idempotent_requests']],
  },
  {
    says: 'a test waits for a condition, not for a time',
    rule: style.testsWaitForConditions,
    rejects: [
      ['core/a.test.ts', joined('await sle', 'ep(100);')],
      ['core/a.test.ts', joined('await new Promise((resolve) => set', 'Timeout(resolve, 50));')],
    ],
    allows: [['core/a.test.ts', 'await expect.poll(() => captures()).toBe(3);']],
  },
  {
    says: 'a linter exception gives its reason',
    rule: style.exceptionsHaveReasons,
    rejects: [
      ['core/a.ts', joined('// oxlint-dis', 'able-next-line max-params')],
      ['core/a.ts', joined('/* eslint-dis', 'able */')],
      ['core/a.ts', joined('// @ts-ig', 'nore')],
    ],
    allows: [
      ['core/a.ts', joined('// oxlint-dis', 'able-next-line max-params -- express counts the parameters')],
    ],
  },
  {
    says: 'a file is named after what it exports',
    rule: style.fileIsNamedAfterAnExport,
    rejects: [['core/orders/place-order.ts', 'export function capture(): void {}']],
    allows: [
      ['core/checkout/model/order-states.ts', 'export const orderMachine = 1;'],
      ['core/payments/psp-keys.ts', 'export function pspKeyFor(): void {}'],
      ['core/orders/ports.ts', 'export interface Clock {}'],
      ['api/emit-schema.ts', 'process.exit(0);'],
      ['core/shared/calendar.ts', 'export const today = 1;\nexport const tomorrow = 2;'],
    ],
  },
];

describe.each(rules)('$says', ({ rule, rejects, allows }) => {
  it('in the whole project', () => {
    expect(files.flatMap(rule)).toEqual([]);
  });

  it.each(rejects)('and the rule rejects a violation planted in %s', (path, text) => {
    expect(rule({ path, text })).toHaveLength(1);
  });

  it.each(allows)('and the rule accepts a valid %s', (path, text) => {
    expect(rule({ path, text })).toEqual([]);
  });
});

describe('the median file is small', () => {
  it('in the whole project', () => {
    expect(style.medianIsSmall(files)).toEqual([]);
  });

  it('and the rule rejects a tree of long files, not counting its tests', () => {
    const long = { path: 'core/a.ts', text: filler(style.MAX_MEDIAN_LINES + 1) };
    const short = { path: 'core/a.test.ts', text: filler(1) };
    expect(style.medianIsSmall([long, short, short])).toHaveLength(1);
    expect(style.medianIsSmall([long, { path: 'core/b.ts', text: filler(1) }])).toEqual([]);
  });
});

describe('the rules', () => {
  it('read the project, not installed, built or planted files', () => {
    const paths = files.map(({ path }) => path);
    expect(paths).toContain('package-lock.json');
    expect(paths).toContain('test/style.test.ts');
    expect(paths.filter((path) => /node_modules|^dist|fixtures/.test(path))).toEqual([]);
  });
});
