import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';

import type { CheckoutFinding } from '../../core/checkout/model/checkout-psp.js';
import { judge } from './stripe-lookup.js';

type Call = Parameters<typeof judge>[1];
type Given = Readonly<{ status: string; received?: number; latest?: string; error?: object }>;

/** An intent of 60.00 EUR as Stripe returns it. */
function intent({ status, received = 0, latest, error }: Given): Stripe.PaymentIntent {
  return {
    id: 'pi_1',
    status,
    amount: 6_000,
    amount_received: received,
    currency: 'eur',
    metadata: latest === undefined ? {} : { payment_order_id: latest },
    last_payment_error: error ?? null,
    latest_charge: null,
    customer: null,
    payment_method: null,
  } as unknown as Stripe.PaymentIntent;
}

const found = (finding: CheckoutFinding) => ('fact' in finding ? finding.fact.kind : finding.outcome);
const onIntent = { pspIntentId: 'pi_1' };

describe('looking up an intent', () => {
  test.each<[Call['kind'] & ('CONFIRM' | 'RELEASE' | 'CANCEL'), Given, string]>([
    ['CONFIRM', { status: 'requires_payment_method' }, 'not_done'],
    ['CONFIRM', { status: 'requires_confirmation' }, 'not_done'],
    ['CONFIRM', { status: 'requires_payment_method', error: { code: 'card_declined' } }, 'DECLINED'],
    ['CONFIRM', { status: 'requires_capture' }, 'AUTHORIZED'],
    ['CONFIRM', { status: 'requires_action' }, 'ACTION_REQUIRED'],
    ['CONFIRM', { status: 'processing' }, 'PROCESSING'],
    ['RELEASE', { status: 'requires_capture', received: 2_000 }, 'not_done'],
    ['RELEASE', { status: 'succeeded', received: 2_000 }, 'AUTHORIZATION_RELEASED'],
    ['RELEASE', { status: 'canceled', received: 2_000 }, 'AUTHORIZATION_RELEASED'],
    ['CANCEL', { status: 'requires_capture' }, 'not_done'],
    ['CANCEL', { status: 'requires_payment_method' }, 'not_done'],
    ['CANCEL', { status: 'canceled' }, 'INTENT_CANCELED'],
    ['CANCEL', { status: 'succeeded', received: 6_000 }, 'AUTHORIZED'],
  ])('for a %s, where it is %o, finds %s', (kind, given, expected) => {
    expect(found(judge(intent(given), { kind, ...onIntent }))).toBe(expected);
  });

  /** Payment order po_1 of 20.00, with 10.00 of other payment orders recorded. */
  const capture = { kind: 'CAPTURE', ...onIntent, amountMinor: 2_000n, recordedMinor: 1_000n } as const;

  test.each<{
    captured: string;
    given: Given;
    call?: { isAlone?: boolean; paymentOrderId?: null };
    finds: string;
  }>([
    {
      captured: 'no more than is recorded',
      given: { status: 'requires_capture', received: 1_000 },
      finds: 'not_done',
    },
    {
      captured: 'no more than is recorded, and the authorization is over',
      given: { status: 'succeeded', received: 1_000 },
      finds: 'CAPTURE_FAILED',
    },
    {
      captured: 'this payment order, too',
      given: { status: 'requires_capture', received: 3_000 },
      finds: 'CAPTURED',
    },
    {
      captured: 'this payment order or another',
      given: { status: 'requires_capture', received: 3_000 },
      call: { isAlone: false },
      finds: 'unknown',
    },
    {
      captured: 'more, this payment order last',
      given: { status: 'requires_capture', received: 5_000, latest: 'po_1' },
      call: { isAlone: false },
      finds: 'CAPTURED',
    },
    {
      captured: 'more, another payment order last',
      given: { status: 'requires_capture', received: 5_000, latest: 'po_2' },
      call: { isAlone: false },
      finds: 'unknown',
    },
    {
      captured: 'an amount we never requested',
      given: { status: 'succeeded', received: 6_000 },
      finds: 'rejected',
    },
    {
      captured: 'all payment orders at once',
      given: { status: 'succeeded', received: 3_000, latest: 'po_2' },
      call: { paymentOrderId: null },
      finds: 'CAPTURED',
    },
  ])('for a capture, where the PSP has captured $captured, finds $finds', ({ given, call, finds }) => {
    const finding = judge(intent(given), { ...capture, isAlone: true, paymentOrderId: 'po_1', ...call });
    expect(found(finding)).toBe(finds);
  });
});
