/** The major version of Node.js that package.json asks for. */
const NODE_MAJOR = 24;

/** Ends the process with the reason when this Node.js cannot run us. */
export function exitOnNodeVersionFault(): void {
  const fault = nodeVersionFault(process.versions.node);
  if (fault === null) return;
  process.stderr.write(`${fault}\n`);
  process.exit(1);
}

/** Why this Node.js cannot run us, and what to do; null when it can. Otherwise the first failure would be a puzzle. */
export function nodeVersionFault(version: string): string | null {
  if (Number(version.split('.')[0]) === NODE_MAJOR) return null;
  return `Splitcart needs Node.js ${NODE_MAJOR}, this is ${version}. npm start brings its own.`;
}
