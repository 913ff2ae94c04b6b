import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

/** The file times of the last test run, written by the reporter. */
export const fileTimes = join(root, '.local', 'test-file-times.json');

const SLOWEST = 10;
/** A slower file must explain why in a comment at its top that starts with `Long:`. */
const LONG_SECONDS = 90;
const REASON = /^(\/\/|\/\*\*?|\s\*) Long: /m;

/** The duration of each suite, and the slowest files; nothing after an aborted run. */
export function linesAboutTimes() {
  const times = readTimes();
  if (times.length === 0) return [];
  // The entry point of every command runs on Node 20, which has no Map.groupBy.
  const suites = new Map();
  for (const time of times) suites.set(time.suite, [...(suites.get(time.suite) ?? []), time]);
  const slowest = times
    .map(({ file, startedAt, endedAt }) => ({ file, seconds: (endedAt - startedAt) / 1000 }))
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, SLOWEST);
  return [
    ...Array.from(suites, ([suite, own]) => `${inSeconds(wallSeconds(own))}  ${suite}, ${own.length} files`),
    `The ${SLOWEST} slowest files:`,
    ...slowest.map(({ file, seconds }) => `${inSeconds(seconds)}  ${file}${warning(file, seconds)}`),
  ];
}

function readTimes() {
  try {
    return JSON.parse(readFileSync(fileTimes, 'utf8'));
  } catch {
    return [];
  }
}

function wallSeconds(times) {
  const startedAt = Math.min(...times.map((time) => time.startedAt));
  return (Math.max(...times.map(({ endedAt }) => endedAt)) - startedAt) / 1000;
}

function inSeconds(seconds) {
  return `${seconds.toFixed(0).padStart(5)} s`;
}

function warning(file, seconds) {
  if (seconds <= LONG_SECONDS || REASON.test(readFileSync(join(root, file), 'utf8'))) return '';
  return `  (longer than ${LONG_SECONDS} s, without a "Long:" comment)`;
}
