import { now, type Call } from '../http/call.js';
import type { JournalEntry, JournalType } from './journal-entry.js';

type Movement = Pick<JournalEntry, 'amount' | 'currency'> &
  Partial<Pick<JournalEntry, 'intent' | 'charge' | 'object' | 'metadata' | 'account'>>;

/** Appends a money movement to the journal; entries are never changed or removed. */
export function recordMovement(call: Call, type: JournalType, movement: Movement): void {
  const sequence = call.tx.table('journal_entry').size + 1;
  call.tx.put('journal_entry', {
    id: `jrn_${sequence}`,
    sequence,
    type,
    intent: null,
    charge: null,
    object: null,
    account: call.account,
    metadata: {},
    ...movement,
    idempotency_key: call.idempotencyKey,
    request: call.requestId,
    at: now(call),
  });
}
