import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

import { projectRoot } from '../stack/project-paths.js';

/** GitHub's required fields of an issue form; without them it does not show the form at all. */
const field = z.object({
  type: z.enum(['textarea', 'input', 'dropdown', 'checkboxes']),
  id: z.string().regex(/^[\w-]+$/),
  attributes: z.looseObject({ label: z.string().min(1) }),
  validations: z.object({ required: z.boolean() }).optional(),
});
const notice = z.object({ type: z.literal('markdown'), attributes: z.object({ value: z.string().min(1) }) });
const form = z.strictObject({
  name: z.string().min(1),
  description: z.string().min(1),
  labels: z.array(z.string()),
  body: z.array(z.union([field, notice])).min(1),
});

const forms = globSync('.github/ISSUE_TEMPLATE/*.yml', { cwd: projectRoot });

test('there are forms for bugs and for features', () => {
  expect(forms).toHaveLength(2);
});

test.each(forms)('%s is a valid GitHub form', (path) => {
  const { body } = form.parse(parse(readFileSync(join(projectRoot, path), 'utf8')));
  const ids = body.flatMap((part) => ('id' in part ? [part.id] : []));
  expect(new Set(ids).size).toBe(ids.length);
});
