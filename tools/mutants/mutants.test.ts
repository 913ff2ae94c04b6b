import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { projectRoot } from '../stack/project-paths.js';
import { mutants } from './mutants.js';
import { mutate } from './scratch-tree.js';

const read = (file: string) => readFileSync(join(projectRoot, file), 'utf8');

describe('npm run test:mutants', () => {
  test.each(mutants)('can still apply: $name', (mutant) => {
    const whole = read(mutant.file);
    expect(mutate(whole, mutant)).not.toBe(whole);
  });

  test.each(mutants)('finds the test that must catch: $name', ({ caughtBy }) => {
    expect(read(caughtBy.file).replaceAll(/\s+/g, ' ')).toContain(caughtBy.title);
  });

  test('fails when the source no longer matches the mutant', () => {
    const [mutant] = mutants;
    if (mutant === undefined) throw new Error('there are no mutants');
    expect(() => mutate('nothing of it', mutant)).toThrow('occurs 0 times');
    expect(() => mutate(`${mutant.from} ${mutant.from}`, mutant)).toThrow('occurs 2 times');
  });

  test('has a unique name for each mutant', () => {
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
  });
});
