import type { Cause } from '../../../core/shared/cause.js';
import type { OrderId } from '../../../core/shared/ids.js';
import {
  bigint,
  defineTable,
  insertOnly,
  named,
  orNull,
  readOnly,
  text,
  timestamp,
} from '../database/table.js';

export const stateTransitionTable = defineTable('state_transition', {
  position: readOnly(bigint()),
  orderId: insertOnly(text<OrderId>()),
  machine: insertOnly(text()),
  entityId: insertOnly(text()),
  from: insertOnly(named('from_state', orNull(text()))),
  to: insertOnly(named('to_state', text())),
  actor: insertOnly(text<Cause['actor']>()),
  actorId: insertOnly(orNull(text())),
  cause: insertOnly(text()),
  correlationId: insertOnly(orNull(text())),
  occurredAt: readOnly(timestamp()),
});
