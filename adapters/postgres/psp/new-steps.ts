import type { NewStep } from '../../../core/psp/step.js';
import { hashOf } from '../database/json.js';
import { rowsJson } from '../database/table-rows.js';
import { insertRows } from '../database/table-sql.js';
import { pspStepTable } from './psp-step-table.js';

/** Inserts steps, due or leased by their writer. The parameter is the JSON from `newStepsJson`. */
export function insertSteps(steps: string): string {
  return insertRows(pspStepTable, steps);
}

export function newStepsJson(steps: readonly NewStep[]): string {
  return rowsJson(
    pspStepTable,
    steps.map(({ subject, lease, runInMs, ...step }) => ({
      ...step,
      subjectType: subject.type,
      subjectId: subject.id,
      paramsHash: hashOf(step.params),
      runInMs: runInMs ?? 0,
      leaseToken: lease?.token ?? null,
      leaseMs: lease?.leaseMs ?? null,
    })),
  );
}
