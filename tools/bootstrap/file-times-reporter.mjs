import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileTimes } from './file-times.mjs';
import { root } from './run.mjs';

/** A vitest reporter that records when each file ran, including its set-up, which the JSON report leaves out. */
export default class FileTimesReporter {
  #startedAt = new Map();
  #times = [];

  onTestModuleQueued(module) {
    this.#startedAt.set(module.id, Date.now());
  }

  onTestModuleEnd(module) {
    const endedAt = Date.now();
    const startedAt = this.#startedAt.get(module.id) ?? endedAt;
    const file = relative(root, module.moduleId);
    this.#times.push({ suite: module.project.name, file, startedAt, endedAt });
  }

  onTestRunEnd() {
    writeFileSync(fileTimes, JSON.stringify(this.#times));
  }
}
