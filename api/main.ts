import { runUntilStopped } from '../adapters/process/run-until-stopped.js';
import { readConfig } from '../config/config.js';
import { startApi } from './compose.js';

runUntilStopped(await startApi(readConfig()));
