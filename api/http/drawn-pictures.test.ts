import { readdirSync } from 'node:fs';

import { expect, test } from 'vitest';

import { drawnPictures } from './drawn-pictures.js';

test('the list of illustrations matches the files in the web app', () => {
  const files = readdirSync(new URL('../../web/public/pictures', import.meta.url));
  const drawn = files.filter((file) => !/^(banner|mark)-/.test(file)).map((file) => file.replace('.svg', ''));
  expect([...drawnPictures].toSorted()).toEqual(drawn.toSorted());
});
