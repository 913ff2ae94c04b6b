import { Migration } from '@mikro-orm/migrations';

/** What is held belongs to the intent: an attempt may have one for each seller. */
export class M0025Holds extends Migration {
  override up(): void {
    for (const part of [INTENT, PAYMENT, STEP]) this.addSql(part);
  }

  override down(): void {
    this.addSql(`
ALTER TABLE payment_step DROP CONSTRAINT payment_step_kind_is_known;
ALTER TABLE payment_step ADD CONSTRAINT payment_step_kind_is_known CHECK (kind IN ('CREATE_INTENT','CONFIRM','CAPTURE','CLOSE','REFUND','RETRIEVE_REFUND','CANCEL','RETRIEVE')) NOT VALID;
ALTER TABLE payment DROP COLUMN strategy_reason;
DROP INDEX payment_intent_one_live_attempt, payment_intent_one_live_per_share, payment_intent_attempt_is_unique;
CREATE UNIQUE INDEX payment_intent_one_live_per_payment ON payment_intent (payment_id) WHERE status NOT IN ('DECLINED','CANCELED');
ALTER TABLE payment_intent ADD CONSTRAINT payment_intent_attempt_is_unique UNIQUE (payment_id, attempt),
  DROP COLUMN seller_order_id, DROP COLUMN lead_id, DROP COLUMN hold, DROP COLUMN multicapture, DROP COLUMN capture_before;`);
  }
}

const INTENT = `
ALTER TABLE payment_intent
  ADD COLUMN seller_order_id public_id,
  ADD COLUMN lead_id public_id,
  ADD COLUMN hold text CONSTRAINT payment_intent_hold_is_known CHECK (hold IN ('WAITING','GIVEN_UP','OPEN','CLOSING','CLOSED')),
  ADD COLUMN multicapture boolean NOT NULL DEFAULT false,
  ADD COLUMN capture_before timestamptz,
  ADD CONSTRAINT payment_intent_covers_a_seller_order FOREIGN KEY (seller_order_id) REFERENCES seller_order NOT VALID,
  ADD CONSTRAINT payment_intent_follows_another FOREIGN KEY (lead_id) REFERENCES payment_intent NOT VALID,
  ADD CONSTRAINT payment_intent_that_follows_covers_one_seller CHECK (lead_id IS NULL OR seller_order_id IS NOT NULL) NOT VALID,
  DROP CONSTRAINT payment_intent_attempt_is_unique;
ALTER TABLE payment_intent VALIDATE CONSTRAINT payment_intent_covers_a_seller_order;
ALTER TABLE payment_intent VALIDATE CONSTRAINT payment_intent_follows_another;
ALTER TABLE payment_intent VALIDATE CONSTRAINT payment_intent_that_follows_covers_one_seller;
UPDATE payment_intent i SET hold = p.hold, multicapture = p.capture_strategy = 'MULTICAPTURE', capture_before = p.capture_before
FROM payment p WHERE p.id = i.payment_id AND p.hold IS NOT NULL AND i.id = (
  SELECT h.id FROM payment_intent h WHERE h.payment_id = p.id AND h.status IN ('AUTHORIZED','CANCELED') AND h.psp_intent_id IS NOT NULL
  ORDER BY h.status = 'AUTHORIZED' DESC, h.attempt DESC LIMIT 1);
CREATE UNIQUE INDEX payment_intent_attempt_is_unique ON payment_intent (payment_id, attempt) WHERE lead_id IS NULL;
CREATE UNIQUE INDEX payment_intent_one_live_attempt ON payment_intent (payment_id) WHERE lead_id IS NULL AND status NOT IN ('DECLINED','CANCELED');
CREATE UNIQUE INDEX payment_intent_one_live_per_share ON payment_intent (payment_id, seller_order_id) NULLS NOT DISTINCT WHERE status NOT IN ('DECLINED','CANCELED');
DROP INDEX payment_intent_one_live_per_payment;
COMMENT ON INDEX payment_intent_one_live_attempt IS 'A second live attempt could hold the shopper''s money twice.';
COMMENT ON INDEX payment_intent_one_live_per_share IS 'Likewise a second live intent for one seller''s share, or for the whole order.';
COMMENT ON COLUMN payment_intent.seller_order_id IS 'The seller order that it covers alone; null when it covers the whole order.';
COMMENT ON COLUMN payment_intent.lead_id IS 'The intent of the same attempt that the shopper confirmed, where this one follows it off the saved card.';
COMMENT ON COLUMN payment_intent.hold IS 'What the bank holds by it. WAITING counts once every intent of the attempt is held; GIVEN_UP was held for an attempt that came to nothing.';
COMMENT ON COLUMN payment_intent.multicapture IS 'Whether several captures are taken of its hold.';
`;

const PAYMENT = `
ALTER TABLE payment ADD COLUMN strategy_reason jsonb;
UPDATE payment SET strategy_reason = plan_reasons->0 WHERE jsonb_array_length(plan_reasons) > 0;
COMMENT ON COLUMN payment.strategy_reason IS 'Why the capture strategy is the one that it is, in a sentence for operations.';
COMMENT ON COLUMN payment.hold IS 'Whether the PSP still holds money of it: OPEN as long as one of its intents can be captured from, CLOSING while the last ones are being closed.';
`;

const STEP = `
ALTER TABLE payment_step DROP CONSTRAINT payment_step_kind_is_known;
ALTER TABLE payment_step ADD CONSTRAINT payment_step_kind_is_known CHECK (kind IN ('CREATE_INTENT','CONFIRM','HOLD','CAPTURE','CLOSE','REFUND','RETRIEVE_REFUND','CANCEL','RETRIEVE')) NOT VALID;
ALTER TABLE payment_step VALIDATE CONSTRAINT payment_step_kind_is_known;
`;
