import { nodeVersionFault } from '../adapters/process/node-version-fault.js';

const fault = nodeVersionFault(process.versions.node);
if (fault !== null) {
  process.stderr.write(`${fault}\n`);
  process.exit(1);
}

// Loaded after the check: these may need that version.
const { runUntilStopped } = await import('../adapters/process/run-until-stopped.js');
const { readConfig } = await import('../config/config.js');
const { startWorkers } = await import('./compose.js');

runUntilStopped(await startWorkers(readConfig()));
