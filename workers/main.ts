import { runUntilStopped } from '../adapters/process/run-until-stopped.js';
import { readConfig } from '../config/config.js';
import { startWorkers } from './compose.js';

runUntilStopped(await startWorkers(readConfig()));
