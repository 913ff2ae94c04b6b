import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const repository = join(import.meta.dirname, '..');

// Assembled from pieces so that a source search for these words finds only real uses.
const environment = ['process', 'env'].join('.');
const untyped = ['a', 'ny'].join('');
const ignored = ['// @ts', 'ignore'].join('-');

const lines = (count: number): string => 'let n = 0;\n' + 'n += 1;\n'.repeat(count);

/** One violating file per rule; the rule is the first word of the key. */
const planted: Record<string, { file: string; text: string }> = {
  'no-floating-promises': { file: 'core/a.ts', text: 'async function f(): Promise<void> {}\nf();' },
  // Tests are type-checked too: a promise that is not awaited can fail after the test has passed.
  'no-floating-promises in tests': {
    file: 'core/ad.test.ts',
    text: `import { rm } from 'node:fs/promises';\nimport { expect, it } from 'vitest';\nit('removes', () => { expect(1).toBe(1); rm('x'); });`,
  },
  'no-misused-promises': { file: 'core/b.ts', text: '[1].forEach(async () => {});' },
  'await-thenable': {
    file: 'core/c.ts',
    text: 'export async function f(): Promise<number> { return await 1; }',
  },
  'switch-exhaustiveness-check': {
    file: 'core/d.ts',
    text: `export function f(s: 'a' | 'b'): number {\n  switch (s) {\n    case 'a':\n      return 1;\n  }\n  return 2;\n}`,
  },
  'no-explicit-any': { file: 'core/e.ts', text: `export function f(x: ${untyped}): void { void x; }` },
  'no-unsafe-assignment': { file: 'core/f.ts', text: `export const x: { a: number } = JSON.parse('{}');` },
  'no-non-null-assertion': { file: 'core/g.ts', text: 'export const f = (x: string | null): string => x!;' },
  'consistent-type-assertions': { file: 'core/h.ts', text: `export const x = JSON.parse('1') as unknown;` },
  'consistent-type-imports': {
    file: 'core/i.ts',
    text: `import { T } from './i-types.js';\nexport const x: T = 1;`,
  },
  'no-cycle': { file: 'core/j.ts', text: `import { k } from './k.js';\nexport const j = (): number => k();` },
  'no-default-export': { file: 'core/l.ts', text: 'export default function f(): void {}' },
  'max-lines': { file: 'core/m.ts', text: lines(300) },
  'max-lines-per-function': { file: 'core/n.ts', text: `export function f(): void {\n${lines(70)}}` },
  'max-params': {
    file: 'core/o.ts',
    text: 'export const f = (a: number, b: number, c: number, d: number): number => a + b + c + d;',
  },
  'no-process-env': { file: 'core/p.ts', text: `export const x = globalThis.String(${environment}.HOME);` },
  'no-restricted-imports': {
    file: 'api/q.ts',
    text: `import { env } from 'node:process';\nexport const x = env;`,
  },
  'no-console': { file: 'api/r.ts', text: `console.log('paid');` },
  'no-restricted-properties': { file: 'core/t.ts', text: 'export const f = (): number => Date.now();' },
  'no-restricted-globals': {
    file: 'core/u.ts',
    text: `export const f = (): Promise<Response> => fetch('/');`,
  },
  'prefer-node-protocol': {
    file: 'api/v.ts',
    text: `import { readFile } from 'fs';\nexport const x = readFile;`,
  },
  'no-param-reassign': {
    file: 'api/w.ts',
    text: 'export function f(x: number): number { x = 2; return x; }',
  },
  'ban-ts-comment': { file: 'api/x.ts', text: `${ignored}\nexport const x: number = 1;` },
  'only-throw-error': { file: 'api/y.ts', text: `export function f(): never { throw 'a word'; }` },
  'rules-of-hooks': {
    file: 'web/src/z.tsx',
    text: `import { useState } from 'react';\nexport function F(p: { a: boolean }): null {\n  if (p.a) useState(1);\n  return null;\n}`,
  },
  'no-restricted-imports in tests': {
    file: 'core/ac.test.ts',
    text: `import { setTimeout as pause } from 'node:timers/promises';\nimport { expect, it } from 'vitest';\nit('waits', async () => { await pause(9); expect(1).toBe(1); });`,
  },
  'expect-expect': {
    file: 'core/aa.test.ts',
    text: `import { it } from 'vitest';\nit('asserts nothing', () => {});`,
  },
  'no-focused-tests': {
    file: 'core/ab.test.ts',
    text: `import { expect, it } from 'vitest';\nit.only('runs alone', () => { expect(1).toBe(1); });`,
  },
};

/** Code that the same rules must accept, each in a folder that may use it. */
const allowed: Record<string, string> = {
  'config/environment.ts': `export const home = ${environment}.HOME;`,
  'tools/seed/main.ts': `console.log('seeded');`,
  'simulator/main.ts': `console.log('listening');`,
  'core/parse-order.ts': `export const parse = (text: string): unknown => JSON.parse(text) as unknown;`,
  'core/constants.ts': `export const states = ['DUE', 'LEASED'] as const;`,
  'core/cast.test.ts': `import { expect, it } from 'vitest';\nit('casts', () => { expect(1 as unknown).toBe(1); });`,
  'vitest.config.ts': 'export default {};',
  'core/i-types.ts': 'export type T = number;',
};

const report = z.object({ diagnostics: z.array(z.object({ code: z.string(), filename: z.string() })) });

/** Rule names by file, as reported by oxlint with our configuration. */
function lint(tree: string): Map<string, Set<string>> {
  const oxlint = join(repository, 'node_modules/oxlint/bin/oxlint');
  // oxlint exits with 1 when it finds anything; the report is still on standard output.
  const output = execFileSync('sh', ['-c', '"$0" "$1" -f json || true', process.execPath, oxlint], {
    cwd: tree,
  });
  const found = new Map<string, Set<string>>();
  for (const { code, filename } of report.parse(JSON.parse(output.toString())).diagnostics) {
    const rule = /\(([^)]+)\)/.exec(code)?.[1] ?? code;
    found.set(filename, (found.get(filename) ?? new Set()).add(rule));
  }
  return found;
}

describe('the linter', () => {
  const tree = mkdtempSync(join(tmpdir(), 'splitcart-lint-'));
  let found = new Map<string, Set<string>>();

  beforeAll(() => {
    const write = (file: string, text: string): void => {
      mkdirSync(dirname(join(tree, file)), { recursive: true });
      writeFileSync(join(tree, file), `${text}\n`);
    };
    copyFileSync(join(repository, '.oxlintrc.json'), join(tree, '.oxlintrc.json'));
    symlinkSync(join(repository, 'node_modules'), join(tree, 'node_modules'));
    copyFileSync(join(repository, 'tsconfig.json'), join(tree, 'tsconfig.json'));
    write('core/k.ts', `import { j } from './j.js';\nexport const k = (): number => j();`);
    for (const { file, text } of Object.values(planted)) write(file, text);
    for (const [file, text] of Object.entries(allowed)) write(file, text);
    found = lint(tree);
  }, 60_000);

  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  it.each(Object.entries(planted))('rejects a violation of %s', (rule, { file }) => {
    expect([...(found.get(file) ?? [])]).toContain(rule.split(' ')[0]);
  });

  it.each(Object.keys(allowed))('accepts %s', (file) => {
    expect([...(found.get(file) ?? [])]).toEqual([]);
  });

  it('finds nothing that was not planted', () => {
    const expected = new Set([...Object.values(planted).map(({ file }) => file), 'core/k.ts']);
    expect([...found.keys()].filter((file) => !expected.has(file))).toEqual([]);
  });
});
