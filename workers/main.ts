import { exitOnNodeVersionFault } from '../adapters/process/node-version-fault.js';

exitOnNodeVersionFault();

// Loaded after the check: these may need that version.
const { runUntilStopped } = await import('../adapters/process/run-until-stopped.js');
const { readConfig } = await import('../config/config.js');
const { startWorkers } = await import('./compose.js');

runUntilStopped(await startWorkers(readConfig()));
