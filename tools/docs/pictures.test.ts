import { globSync, existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { expect, test } from 'vitest';

import { projectRoot } from '../stack/project-paths.js';

const pages = globSync(['*.md', 'docs/**/*.md'], { cwd: projectRoot });
const pictures = pages.flatMap((page) =>
  Array.from(readFileSync(join(projectRoot, page), 'utf8').matchAll(/<img [^>]*>/g), ([tag]) => ({
    page,
    tag,
    source: /src="([^"]+)"/.exec(tag)?.[1] ?? '',
  })),
);

test('the documents have pictures', () => {
  expect(pictures.length).toBeGreaterThan(0);
});

test.each(pictures)('$source in $page exists and has an alt text', ({ page, source, tag }) => {
  expect(existsSync(join(projectRoot, dirname(page), source))).toBe(true);
  expect(tag).toMatch(/alt="[^"]{10,}"/);
});
