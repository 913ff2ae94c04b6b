import type { Charge } from '../charges/charge.js';
import type { Call } from '../http/call.js';
import type { TestCard } from '../payment-methods/test-card.js';
import { openDispute } from './open-dispute.js';

/** Opens the dispute of a test card whose charge is disputed on capture. */
export function disputeTestCard(call: Call, charge: Charge, card: TestCard | undefined): void {
  if (card?.dispute === undefined) return;
  const inquiry = card.dispute === 'warning';
  const reason = card.dispute === 'product_not_received' ? 'product_not_received' : 'fraudulent';
  openDispute(call, charge, { reason, inquiry, amount: charge.amount_captured });
}
