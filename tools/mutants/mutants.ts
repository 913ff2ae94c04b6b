/** A test that must fail; `title` is a part of its name. */
export type CatchingTest = Readonly<{ project: 'unit' | 'integration'; file: string; title: string }>;

/** One safeguard removed: a piece of source, its replacement, and the test that must catch it. */
export type Mutant = Readonly<{
  name: string;
  file: string;
  /** Occurs in the file exactly once. */
  from: string;
  to: string;
  caughtBy: CatchingTest;
}>;

const safeguardTest = (title: string): CatchingTest => ({
  project: 'integration',
  file: 'test/model/fences.test.ts',
  title,
});

/** Safeguards whose absence a test must catch. */
export const mutants: readonly Mutant[] = [
  {
    name: 'a lease is granted to every caller',
    file: 'adapters/postgres/database/leased-rows.ts',
    from: `WHERE id = ANY($1::text[]) AND ((state = 'DUE' AND run_at <= now() + interval '\${EARLY_MS} milliseconds') OR \${LEASE_EXPIRED})`,
    to: 'WHERE id = ANY($1::text[])',
    caughtBy: safeguardTest('gives a step to one worker at a time'),
  },
  {
    name: 'a worker that lost its lease may still end the step',
    file: 'adapters/postgres/psp/end-step.ts',
    from: 'WHERE psp_step.id = e.id AND psp_step.lease_token = e.lease_token AND',
    to: 'WHERE psp_step.id = e.id AND',
    caughtBy: safeguardTest('cannot end a step after it expired and another worker leased the step'),
  },
  {
    name: 'a duplicate webhook event counts as new',
    file: 'adapters/postgres/psp/webhook-inbox-store.ts',
    from: 'ON CONFLICT (id) DO NOTHING RETURNING id',
    to: 'ON CONFLICT (id) DO UPDATE SET processed_at = NULL, dispatched_at = NULL RETURNING id',
    caughtBy: safeguardTest('is neither stored nor processed again'),
  },
  {
    name: 'the order is read without a lock',
    file: 'adapters/postgres/checkout/checkout-store.ts',
    from: `const LOCK = 'SELECT id FROM orders WHERE id = $1 FOR UPDATE';`,
    to: `const LOCK = 'SELECT id FROM orders WHERE id = $1';`,
    caughtBy: safeguardTest('makes each of eight concurrent refunds see'),
  },
  {
    name: 'more stock may be reserved than is on hand (CHECK)',
    file: 'adapters/postgres/migrations/m0003-catalog.ts',
    from: 'CONSTRAINT stock_is_never_oversold CHECK (reserved <= on_hand)',
    to: 'CONSTRAINT stock_is_never_oversold CHECK (true)',
    caughtBy: safeguardTest('reserving more stock than is on hand'),
  },
  {
    name: 'a payment order may be refunded above its capture (CHECK)',
    file: 'adapters/postgres/migrations/m0007-payments.ts',
    from: 'CHECK (refunding_minor >= 0 AND refunded_minor + refunding_minor <= captured_minor)',
    to: 'CHECK (refunding_minor >= 0)',
    caughtBy: safeguardTest('refunding more than was captured'),
  },
  {
    name: 'two attempts of a payment may be live (unique index)',
    file: 'adapters/postgres/migrations/m0007-payments.ts',
    from: 'CREATE UNIQUE INDEX payment_intent_one_live_attempt ON payment_intent (payment_id)',
    to: 'CREATE INDEX payment_intent_one_live_attempt ON payment_intent (payment_id)',
    caughtBy: safeguardTest('a second live attempt for one payment'),
  },
  {
    name: 'postings need not sum to zero (trigger)',
    file: 'adapters/postgres/migrations/m0009-ledger.ts',
    from: 'IF is_unbalanced THEN',
    to: 'IF false THEN',
    caughtBy: safeguardTest('a ledger entry that does not sum to zero'),
  },
  {
    name: 'every attempt uses a new PSP key',
    file: 'core/psp/define-step.ts',
    from: 'const call = { key: step.pspKey,',
    to: 'const call = { key: globalThis.crypto.randomUUID(),',
    caughtBy: safeguardTest('is retried with the same key and happens once'),
  },
  {
    name: 'an unknown outcome counts as a failure',
    file: 'adapters/stripe/stripe-psp.ts',
    from: `        return captureFailed(failure.reason, { authorizationLost: true });
      default:
        return answerFromFailure(failure);`,
    to: `        return captureFailed(failure.reason, { authorizationLost: true });
      default:
        return captureFailed(failure.reason);`,
    caughtBy: safeguardTest('has not failed: the payment order stays pending until the outcome is known'),
  },
  {
    name: 'a used idempotency key counts as fresh',
    file: 'adapters/postgres/idempotency/idempotency-store.ts',
    from: `if (claimed.rows[0]?.fresh === true) return { state: 'FRESH' };`,
    to: `if (claimed.rows[0] !== undefined) return { state: 'FRESH' };`,
    caughtBy: safeguardTest('sent eight times concurrently with one idempotency key runs once'),
  },
  {
    name: 'the relay marks events before the broker confirms them',
    file: 'workers/relay/relay-pass.ts',
    from: '  const report = await publisher.publish(batch);',
    to: '  await outbox.markPublished(batch.map(({ id }) => id));\n  const report = await publisher.publish(batch);',
    caughtBy: {
      project: 'unit',
      file: 'workers/relay/relay-session.test.ts',
      title: 'marks what is confirmed and sends the rest again',
    },
  },
];
