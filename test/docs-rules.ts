import { posix } from 'node:path';
import type { SourceFile } from './source-tree.js';

/** What a document may refer to. */
export interface Project {
  /** Every file, named from the root with forward slashes. */
  paths: ReadonlySet<string>;
  /** The text of every document by path, for links that end in #heading. */
  documents: ReadonlyMap<string, string>;
  /** Names of the scripts in package.json. */
  scripts: ReadonlySet<string>;
}

/** Reports each broken reference in one document. */
export type DocumentRule = (document: SourceFile, project: Project) => string[];

const FOLDERS = 'core|adapters|config|api|workers|web|simulator|sdk|tools|deploy|docs|test|\\.ci';
const PATH_FROM_ROOT = new RegExp(`^(${FOLDERS})/[\\w./@-]*$`);
const BARE_FILE = /^\.?[\w-]+(\.[\w-]+)*\.(ts|tsx|mjs|json|md|ya?ml|graphql|sql)$/;

/** Checks links to other files and to headings. */
export const linksLeadSomewhere: DocumentRule = ({ path, text }, project) =>
  [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1] ?? '')
    .filter((target) => !/^[a-z]+:/.test(target) && !leadsSomewhere(path, target, project))
    .map((target) => `${path} links to ${target}, which does not exist`);

/** Checks paths in backticks: relative to the root when they name a folder, otherwise the bare name of a file. */
export const namedPathsExist: DocumentRule = ({ path, text }, project) =>
  [...withoutFences(text).matchAll(/`([^`\n]+)`/g)]
    .map((match) => match[1] ?? '')
    .filter((name) => (PATH_FROM_ROOT.test(name) && !exists(name, project)) || isUnknownFile(name, project))
    .map((name) => `${path} names ${name}, which does not exist`);

/** Checks npm commands in text and in code blocks. */
export const namedScriptsExist: DocumentRule = ({ path, text }, { scripts }) =>
  [...text.matchAll(/\bnpm (?:(?:run|run-script) (?:-s |--silent )?([\w:.-]+)|(test|start)\b)/g)]
    .map((match) => (match[1] ?? match[2] ?? '').replace(/[.:]$/, ''))
    .filter((script) => !scripts.has(script))
    .map((script) => `${path} names npm run ${script}, which package.json does not have`);

const SECTIONS = ['Status', 'Context', 'Decision', 'Consequences'];

/** Every decision record has the same sections, so that a reader finds the consequences at once. */
export function decisionFollowsTemplate({ path, text }: SourceFile): string[] {
  const number = /^docs\/adr\/(\d{4})-[a-z0-9-]+\.md$/.exec(path)?.[1];
  if (number === undefined) return [`${path} is not named NNNN-words-of-the-title.md`];
  const sections = [...text.matchAll(/^## (.+)$/gm)].map((match) => match[1]);
  const status = /^## Status\n\n(Proposed|Accepted|Superseded by \d{4})\b/m.test(text);
  return [
    ...(text.startsWith(`# ${number} `) ? [] : [`${path} does not begin with "# ${number} " and its title`]),
    ...(sections.join() === SECTIONS.join()
      ? []
      : [`${path} must have exactly the sections ${SECTIONS.join(', ')}`]),
    ...(status ? [] : [`${path} has no status of Proposed, Accepted or Superseded by NNNN`]),
  ];
}

/** Decisions are numbered 1, 2, 3 … without gaps or duplicates. */
export function decisionsAreNumbered(paths: readonly string[]): string[] {
  const numbers = paths.map((path) => Number(/(\d{4})-[^/]*$/.exec(path)?.[1])).toSorted((a, b) => a - b);
  return numbers.flatMap((number, index) =>
    number === index + 1 ? [] : [`decision ${index + 1} must exist exactly once`],
  );
}

function leadsSomewhere(from: string, target: string, project: Project): boolean {
  const [file = '', heading] = target.split('#');
  const path = file === '' ? from : posix.join(posix.dirname(from), decodeURIComponent(file));
  if (!exists(path, project)) return false;
  return heading === undefined || headings(project.documents.get(path) ?? '').includes(heading);
}

function exists(path: string, { paths }: Project): boolean {
  const name = path.replace(/\/$/, '');
  return paths.has(name) || [...paths].some((known) => known.startsWith(`${name}/`));
}

function isUnknownFile(name: string, { paths }: Project): boolean {
  return BARE_FILE.test(name) && ![...paths].some((known) => posix.basename(known) === name);
}

/** Heading anchors as GitHub generates them. */
function headings(text: string): string[] {
  return [...withoutFences(text).matchAll(/^#+ (.+)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function withoutFences(text: string): string {
  return text.replaceAll(/^```[\s\S]*?^```/gm, '');
}

function withoutCode(text: string): string {
  return withoutFences(text).replaceAll(/`[^`\n]*`/g, '');
}
