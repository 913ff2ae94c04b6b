import { findProgram } from './run-command.js';
import { installPackages } from './system-packages.js';

/** Path of a Chromium for browser tests, installed if possible. */
export async function installChromium(report: (line: string) => void): Promise<string> {
  const found = findChromium();
  if (found !== undefined) return found;
  await installPackages(['chromium', 'fonts-liberation'], report);
  const installed = findChromium();
  if (installed === undefined) {
    throw new Error('Chromium is missing and could not be installed; run: apt-get install chromium');
  }
  return installed;
}

function findChromium(): string | undefined {
  return findProgram('chromium') ?? findProgram('chromium-browser') ?? findProgram('google-chrome');
}
