import type { SourceFile } from './source-tree.js';

/** A rule checks one file and reports each fault in one actionable line. */
export type StyleRule = (file: SourceFile) => string[];

const CODE = /\.(ts|tsx|mts|mjs)$/;
const TEST = /\.test\.tsx?$|^test\/|\/testing\//;

/** Style rule 8: a longer file covers two subjects. */
const MAX_FILE_LINES = 300;

/** Style rule 8, as a ratchet: lower it when the tree allows, never raise it. */
export const MAX_MEDIAN_LINES = 60;

// Assembled from pieces so that a source search for these words finds only real uses.
const UNFINISHED = new RegExp(
  `\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX', 'HA' + 'CK'].join('|')})\\b|not imple` + 'mented',
);
const ENVIRONMENT = new RegExp(
  `\\bprocess\\s*\\??\\.\\s*env\\b|\\bprocess\\s*\\[\\s*['"\`]env|\\benv\\b[^{}=;]*\\}\\s*=\\s*(globalThis\\.)?process\\b`,
);
const UNTYPED =
  /(?:[:<|&]\s*|\bas\s+|=>\s*|\btype\s+\w+\s*=\s*)any(?=\s*(?:[;,)>\]}=|&[]|$))|,\s*any\s*[>\]]/;
const REGISTRIES = new RegExp(
  [
    ['registry', 'npmjs', 'org'],
    ['registry', 'yarnpkg', 'com'],
    ['npm', 'pkg', 'github', 'com'],
    ['registry', 'npmmirror', 'com'],
    ['repo1', 'maven', 'org'],
    ['repo', 'maven', 'apache', 'org'],
    ['proxy', 'golang', 'org'],
    ['pypi', 'org'],
  ]
    .map((labels) => labels.join('\\.'))
    .join('|'),
);
const SLEEP =
  /\bsleep\(|\bdelay\(|(?:await|return)\s+new\s+Promise[^;]{0,80}?setTimeout\(|\bawait\s+setTimeout\(/;

const isCode = ({ path }: SourceFile): boolean => CODE.test(path);
const isProductionCode = (file: SourceFile): boolean => isCode(file) && !TEST.test(file.path);

function lineCount(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

/** The middle value; for an even count, the lower of the two. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;
}

export const fileIsShort: StyleRule = (file) =>
  isCode(file) && lineCount(file.text) > MAX_FILE_LINES
    ? [`${file.path} has ${lineCount(file.text)} lines, more than ${MAX_FILE_LINES}`]
    : [];

/** The environment is read once, in config/, which reports every invalid setting at start-up. */
export const environmentIsReadInConfig: StyleRule = (file) =>
  isCode(file) && !file.path.startsWith('config/') ? linesThatMatch(file, ENVIRONMENT) : [];

/** The linter bans the type too; this rule also covers files that the linter skips. */
export const nothingIsUntyped: StyleRule = (file) => (isCode(file) ? linesThatMatch(file, UNTYPED) : []);

/** Unfinished work is an issue, not a comment. */
export const nothingIsUnfinished: StyleRule = (file) => linesThatMatch(file, UNFINISHED);

/** A lockfile with addresses ties every clone to one registry. */
export const lockfileHasNoAddresses: StyleRule = (file) =>
  file.path.endsWith('package-lock.json') ? linesThatMatch(file, /"resolved":/) : [];

/** The package registry is a setting of the machine. */
export const noRegistryIsNamed: StyleRule = (file) => linesThatMatch(file, REGISTRIES);

/** A test that waits a fixed time is slow when it passes and flaky on a slower machine. */
export const testsWaitForConditions: StyleRule = (file) =>
  /\.test\.tsx?$/.test(file.path) ? linesThatMatch(file, SLEEP) : [];

/** Linter exceptions give their reason: `// oxlint-disable-next-line rule -- reason`. */
export const exceptionsHaveReasons: StyleRule = (file) =>
  isCode(file) ? linesThatMatch(file, /\b(?:oxlint|eslint)-disable(?!.* -- \w)|@ts-(?:ignore|nocheck)/) : [];

/** Files named after their role in the layout. */
const NAMED_BY_ROLE = /(^|\/)(main|compose|ports)\.tsx?$|\.config\.ts$|\.d\.ts$|\.mjs$|^web\/codegen\.ts$/;

const EXPORT =
  /^export (?:declare |abstract |async )*(?:const|let|function\*?|class|interface|type|enum) (\w+)/gm;

/** A file is named after its export: a single export has a word in common with its file name. */
export const fileIsNamedAfterAnExport: StyleRule = (file) => {
  if (!isProductionCode(file) || NAMED_BY_ROLE.test(file.path)) return [];
  const exported = [...file.text.matchAll(EXPORT)].map((match) => match[1] ?? '');
  const name = file.path.replace(/^.*\/|\.tsx?$/g, '');
  // A program exports nothing, and a file with several exports is named after what they have in common.
  if (exported.length !== 1) return [];
  const isMatch = exported.flatMap(words).some((word) => words(name).some((own) => sameStem(own, word)));
  return isMatch ? [] : [`${file.path} exports ${exported.join(', ')}: name it after that`];
};

/** Style rule 8, applied to the whole tree. */
export function medianIsSmall(files: readonly SourceFile[]): string[] {
  const found = median(files.filter(isProductionCode).map(({ text }) => lineCount(text)));
  return found > MAX_MEDIAN_LINES
    ? [`the median file has ${found} lines, more than ${MAX_MEDIAN_LINES}`]
    : [];
}

function linesThatMatch({ path, text }: SourceFile, pattern: RegExp): string[] {
  return text
    .split('\n')
    .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : []));
}

function words(name: string): string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 1);
}

/** "entity" and "entities", "order" and "orders", "id" and "ids" are the same word. */
function sameStem(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  const stem = shorter > 4 ? shorter - 1 : shorter;
  return a.slice(0, stem) === b.slice(0, stem);
}
