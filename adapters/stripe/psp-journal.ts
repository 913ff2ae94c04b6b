import type Stripe from 'stripe';
import { z } from 'zod';

import type { PspJournal, PspMovement } from '../../core/verification/ports.js';

/** The journal of the PSP behind the client; `apiBase` is the simulator's base URL, null for Stripe itself. */
export function pspJournalOf(stripe: Stripe, apiBase: string | null): PspJournal {
  return apiBase === null ? stripeJournal(stripe) : simulatorJournal(apiBase);
}

/** The simulator's maximum page size. */
const PAGE = 1_000;

const journalPage = z.object({
  entries: z.array(
    z.object({
      type: z.enum(['authorize', 'capture']).or(z.string()),
      intent: z.string().nullable(),
      amount: z.number().int(),
      idempotency_key: z.string().nullable(),
      metadata: z.record(z.string(), z.string()).nullish(),
    }),
  ),
  next: z.number().nullable(),
});

/** The simulator's append-only journal: every movement, with the idempotency key of its call. */
function simulatorJournal(apiBase: string): PspJournal {
  return {
    async *pages() {
      let after: number | null = 0;
      while (after !== null) {
        const response = await fetch(new URL(`/_sim/journal?after=${after}&limit=${PAGE}`, apiBase));
        if (!response.ok) throw new Error(`cannot read the simulator's journal: HTTP ${response.status}`);
        const page = journalPage.parse(await response.json());
        yield page.entries.flatMap((entry): PspMovement[] => {
          const { type, intent, amount, idempotency_key: key, metadata } = entry;
          if (intent === null || (type !== 'authorize' && type !== 'capture')) return [];
          const intentId = metadata?.['payment_intent_id'] ?? null;
          return [{ kind: type, pspIntentId: intent, amountMinor: BigInt(amount), key, intentId }];
        });
        after = page.next;
      }
    },
  };
}

/** Stripe has no journal by key, so this lists each intent's authorized and captured amounts. */
function stripeJournal(stripe: Stripe): PspJournal {
  return {
    async *pages() {
      let movements: PspMovement[] = [];
      for await (const intent of stripe.paymentIntents.list({ limit: 100 })) {
        const { id: pspIntentId, amount, amount_received, status, metadata } = intent;
        const intentId = metadata['payment_intent_id'] ?? null;
        const movement = { pspIntentId, key: null, intentId };
        const wasAuthorized = status === 'requires_capture' || status === 'succeeded';
        if (wasAuthorized) movements.push({ ...movement, kind: 'authorize', amountMinor: BigInt(amount) });
        if (amount_received > 0)
          movements.push({ ...movement, kind: 'capture', amountMinor: BigInt(amount_received) });
        if (movements.length < PAGE) continue;
        yield movements;
        movements = [];
      }
      yield movements;
    },
  };
}
