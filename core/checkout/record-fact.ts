import type { PspMoney } from '../psp/psp-answer.js';
import type { Cause } from '../shared/cause.js';
import type { OrderId } from '../shared/ids.js';
import { applyPspFact } from './apply-psp-fact.js';
import { isUnchanged } from './model/checkout.js';
import type { CheckoutFact } from './model/checkout-psp.js';
import type { FactSubject } from './model/fact-subject.js';
import { amountMismatch } from './amount-mismatch.js';
import type { RecordPorts } from './record-result.js';
import { lockExisting } from './record-result.js';

/** A fact that none of our steps asked for; `reported` lists the amount named by each of its sources. */
export type ReportedFact = Readonly<{
  orderId: OrderId;
  subject: FactSubject;
  fact: CheckoutFact;
  reported?: readonly PspMoney[];
  by: Cause;
}>;

/** Whether the fact was new, or why it cannot be about what we asked for; then nothing was recorded. */
export type RecordedFact =
  Readonly<{ changed: boolean }> | Readonly<{ changed: false; amountMismatch: string }>;

/** Records a fact that none of our steps asked for: from a webhook or a look-up. */
export async function recordFact(
  { transaction, checkouts, live }: Pick<RecordPorts, 'transaction' | 'checkouts' | 'live'>,
  { orderId, subject, fact, reported = [], by }: ReportedFact,
): Promise<RecordedFact> {
  const recorded = await transaction.run(async (tx) => {
    const checkout = await lockExisting(checkouts, tx, orderId);
    const about = { intentId: subject.intentId, fact };
    const reason = reported
      .map((money) => amountMismatch(checkout, about, money))
      .find((each) => each !== null);
    if (reason !== undefined) return { changed: false, amountMismatch: reason } as const;
    const change = applyPspFact(checkout, subject, fact);
    return isUnchanged(change) ? null : checkouts.save(tx, { change, by });
  });
  if (recorded === null) return { changed: false };
  if ('amountMismatch' in recorded) return recorded;
  live.announce({ orderId, version: recorded.version });
  return { changed: true };
}
