import type Stripe from 'stripe';
import { z } from 'zod';

import { clientOf } from '../../adapters/postgres/database/pg-transaction.js';
import { classify } from '../../adapters/stripe/stripe-errors.js';
import { defineStep } from '../../core/psp/define-step.js';
import type { PspAnswer } from '../../core/psp/psp-answer.js';
import { pspKey } from '../../core/psp/psp-keys.js';
import type { RecorderPorts } from '../../core/psp/record-in-transaction.js';
import { recordInTransaction } from '../../core/psp/record-in-transaction.js';
import { bindSteps } from '../../core/psp/run-step.js';
import { newLease } from '../../core/psp/step.js';
import type { WebhookSubject } from '../../core/psp/webhook-subject.js';
import { newId } from '../../core/shared/ids.js';
import type { Tx } from '../../core/shared/transaction.js';

/*
 * An object that the product does not have: a loyalty card, backed by a PSP customer. This file alone declares its step
 * kind, recorder and webhook subject, without any change to core/psp.
 */

export const LOYALTY_CARDS = `
CREATE TABLE loyalty_card (
  id text PRIMARY KEY, status text NOT NULL DEFAULT 'NEW', psp_customer text, times_recorded int NOT NULL DEFAULT 0, heard text
);
GRANT SELECT, INSERT, UPDATE ON loyalty_card TO PUBLIC`;

type LoyaltyFact = Readonly<{ kind: 'LINKED'; customer: string }>;

export type LoyaltyPorts = RecorderPorts &
  Readonly<{
    stripe: Stripe;
    /** Runs between the PSP's response and its record. */
    afterCall: () => void;
  }>;

const params = z.object({ cardId: z.string(), holder: z.string() });

type Params = z.output<typeof params>;
type AboutCard = Pick<Params, 'cardId'>;

const linkCustomerStep = defineStep<Params, LoyaltyPorts, LoyaltyFact, AboutCard>({
  kind: 'LINK_CUSTOMER',
  queue: 'capture',
  params,
  key: ({ cardId }) => pspKey('loy', cardId, 1),
  about: ({ cardId }) => ({ cardId }),
  async call({ stripe, afterCall }, { key, params: { cardId, holder } }) {
    try {
      const made = await stripe.customers.create(
        { name: holder, metadata: { card_id: cardId } },
        { idempotencyKey: key },
      );
      afterCall();
      return linked(made.id);
    } catch (error) {
      return failed(error);
    }
  },
  async lookUp({ stripe }, { params: { cardId } }) {
    try {
      for await (const each of stripe.customers.list({ limit: 100 }))
        if (each.metadata['card_id'] === cardId) return linked(each.id);
      return { outcome: 'not_done' };
    } catch (error) {
      return failed(error);
    }
  },
});

/** The steps of loyalty cards. One statement locks, decides and saves. */
export function loyaltySteps(ports: LoyaltyPorts) {
  return bindSteps({
    ports,
    steps: [linkCustomerStep],
    recorder: recordInTransaction<LoyaltyFact, AboutCard>(
      ports,
      async (tx, { about: { cardId }, answer }) => {
        if ('fact' in answer) await record(tx, cardId, answer.fact);
      },
    ),
  });
}

/** Adds a card and the step that links it, in one transaction. */
export async function issueCard(
  { transaction, steps }: RecorderPorts,
  { cardId, isLeased = false }: { cardId: string; isLeased?: boolean },
) {
  await transaction.run(async (tx) => {
    await clientOf(tx).query('INSERT INTO loyalty_card (id) VALUES ($1)', [cardId]);
    const subject = { type: 'loyalty_card', id: cardId };
    const lease = isLeased ? { lease: newLease() } : {};
    const params = { cardId, holder: 'Sam' };
    await steps.add(tx, [linkCustomerStep.schedule(params, { id: newId('stp'), subject, ...lease })]);
  });
}

/** Updates the card from customer events, e.g. after a change in the PSP's dashboard. */
export function loyaltyWebhooks({ transaction, stripe }: LoyaltyPorts): WebhookSubject<unknown> {
  return {
    name: 'loyalty card',
    types: ['customer.*'],
    isKnown: () => false,
    async process({ pspObjectId }) {
      const customer = await stripe.customers.retrieve(pspObjectId);
      if (customer.deleted === true) return { outcome: 'NOTHING_NEW' };
      const heard = await transaction.run((tx) =>
        clientOf(tx).query('UPDATE loyalty_card SET heard = $2 WHERE psp_customer = $1', [
          customer.id,
          customer.name,
        ]),
      );
      return { outcome: heard.rowCount === 1 ? 'RECORDED' : 'UNKNOWN_OBJECT' };
    },
  };
}

async function record(tx: Tx, cardId: string, { customer }: LoyaltyFact): Promise<void> {
  await clientOf(tx).query(
    `UPDATE loyalty_card SET status = 'LINKED', psp_customer = $2, times_recorded = times_recorded + 1 WHERE id = $1 AND status = 'NEW'`,
    [cardId, customer],
  );
}

function linked(customer: string): PspAnswer<LoyaltyFact> {
  return { outcome: 'succeeded', fact: { kind: 'LINKED', customer }, pspObject: customer };
}

function failed(error: unknown): PspAnswer<LoyaltyFact> {
  const failure = classify(error);
  return failure.class === 'declined'
    ? { outcome: 'rejected', reason: failure.error.message }
    : { outcome: 'unknown', reason: failure.reason, retryAfterMs: null };
}
