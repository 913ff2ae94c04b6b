import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { projectRoot } from '../stack/project-paths.js';
import { mutants } from './mutants.js';
import { mutate } from './scratch-tree.js';

const read = (file: string) => readFileSync(join(projectRoot, file), 'utf8');

describe('npm run test:mutants', () => {
  test.each(mutants)('can still take away: $name', (mutant) => {
    const whole = read(mutant.file);
    expect(mutate(whole, mutant)).not.toBe(whole);
  });

  test.each(mutants)('finds the test that must notice: $name', ({ caughtBy }) => {
    expect(read(caughtBy.file).replaceAll(/\s+/g, ' ')).toContain(caughtBy.title);
  });

  test('says so when the source is no longer the one that a fence was written for', () => {
    const [mutant] = mutants;
    if (mutant === undefined) throw new Error('there are no fences');
    expect(() => mutate('nothing of it', mutant)).toThrow('stands 0 times');
    expect(() => mutate(`${mutant.from} ${mutant.from}`, mutant)).toThrow('stands 2 times');
  });

  test('has a name for each fence', () => {
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
  });
});
