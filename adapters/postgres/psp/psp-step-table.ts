import type { NewStep } from '../../../core/psp/step.js';
import {
  computed,
  defineTable,
  given,
  insertOnly,
  int,
  json,
  key,
  orNull,
  text,
  timestamp,
} from '../database/table.js';

/** Steps as inserted; separate statements record their outcome. */
export const pspStepTable = defineTable('psp_step', {
  id: key(text<NewStep['id']>()),
  kind: insertOnly(text()),
  subjectType: insertOnly(text()),
  subjectId: insertOnly(text()),
  pspKey: insertOnly(text()),
  params: insertOnly(json()),
  paramsHash: insertOnly(text()),
  runInMs: given(int()),
  runAt: computed(timestamp(), { insert: `now() + run_in_ms * interval '1 millisecond'` }),
  state: computed(text(), { insert: `CASE WHEN lease_token IS NULL THEN 'DUE' ELSE 'LEASED' END` }),
  attempt: computed(int(), { insert: 'CASE WHEN lease_token IS NULL THEN 0 ELSE 1 END' }),
  leaseToken: insertOnly(orNull(text())),
  leaseMs: given(orNull(int())),
  leaseUntil: computed(orNull(timestamp()), { insert: `now() + lease_ms * interval '1 millisecond'` }),
  firstCalledAt: computed(orNull(timestamp()), {
    insert: 'CASE WHEN lease_token IS NOT NULL THEN now() END',
  }),
});
