import fc from 'fast-check';

import type { StrategySetting } from '../../core/checkout/authorization/plan-authorizations.js';
import type { CallFault, CardToken } from './model-psp.js';

/** A seller of the story and the items on sale. */
export type SellerPlan = Readonly<{
  captureMode: 'AUTOMATIC' | 'ON_SHIPMENT';
  commissionBps: number;
  refundPolicy: 'COMMISSION_RETURNED' | 'COMMISSION_KEPT';
  taxRemittedBy: 'PLATFORM' | 'SELLER';
  shippingMinor: number;
  items: readonly Readonly<{ priceMinor: number; units: number }>[];
}>;

/** A guest with one cart. Items are picked by number across all sellers. */
export type BuyerPlan = Readonly<{
  country: 'DE' | 'US';
  lines: readonly Readonly<{ pick: number; quantity: number }>[];
}>;

/** What happens to the caller of the next PSP call. */
export const MISHAPS = [
  'CRASHES_BEFORE_CALL',
  'CRASHES_AFTER_CALL',
  'SLEEPS_BEFORE_CALL',
  'SLEEPS_AFTER_CALL',
] as const;
export type Mishap = (typeof MISHAPS)[number];

/** One command. Numbers pick among the rows that exist, so every command is possible in any world. */
export type Command =
  | Readonly<{ do: 'place'; buyer: number }>
  | Readonly<{ do: 'pay'; order: number; card: CardToken }>
  | Readonly<{ do: 'authenticate'; order: number; result: 'complete' | 'fail' }>
  | Readonly<{ do: 'retry'; order: number }>
  | Readonly<{ do: 'cancel'; order: number; by: 'BUYER' | 'OPERATOR' }>
  | Readonly<{ do: 'ship'; sellerOrder: number; isWhole: boolean }>
  | Readonly<{ do: 'capture' | 'void'; paymentOrder: number; by: 'SELLER' | 'OPERATOR' }>
  | Readonly<{ do: 'refund'; paymentOrder: number; percent: number | null; by: 'SELLER' | 'OPERATOR' }>
  | Readonly<{ do: 'work'; steps: number; isDoubled: boolean }>
  | Readonly<{ do: 'webhooks'; picks: readonly number[]; isDoubled: boolean }>
  | Readonly<{ do: 'sweep' }>
  | Readonly<{ do: 'jump'; seconds: number }>
  | Readonly<{ do: 'fault'; fault: CallFault }>
  | Readonly<{ do: 'mishap'; mishap: Mishap }>
  | Readonly<{ do: 'repeat'; pick: number }>
  | Readonly<{ do: 'operate'; pick: number }>;

/** Everything that one run does. Commands of one group start concurrently. */
export type Story = Readonly<{
  sellers: readonly SellerPlan[];
  buyers: readonly BuyerPlan[];
  captureStrategy: StrategySetting;
  /** Shoppers get their answer before the PSP responds; the calls continue in the background. */
  isHurried: boolean;
  /** Undelivered webhooks arrive at the end; otherwise never. */
  areWebhooksLate: boolean;
  groups: readonly (readonly Command[])[];
}>;

const pick = fc.nat(7);
const amount = fc.integer({ min: 100, max: 20_000 });

const seller: fc.Arbitrary<SellerPlan> = fc.record({
  captureMode: fc.constantFrom('AUTOMATIC', 'AUTOMATIC', 'ON_SHIPMENT'),
  commissionBps: fc.constantFrom(0, 850, 1250, 10_000),
  refundPolicy: fc.constantFrom('COMMISSION_RETURNED', 'COMMISSION_KEPT'),
  taxRemittedBy: fc.constantFrom('PLATFORM', 'SELLER'),
  shippingMinor: fc.constantFrom(0, 499),
  items: fc.array(fc.record({ priceMinor: amount, units: fc.integer({ min: 1, max: 6 }) }), {
    minLength: 1,
    maxLength: 2,
  }),
});

const buyer: fc.Arbitrary<BuyerPlan> = fc.record({
  country: fc.constantFrom('DE', 'US'),
  lines: fc.array(fc.record({ pick, quantity: fc.integer({ min: 1, max: 3 }) }), {
    minLength: 1,
    maxLength: 4,
  }),
});

/** Cards with and without multicapture, and other bank behavior. */
const card = fc.oneof(
  { weight: 6, arbitrary: fc.constant<CardToken>('pm_card_visa') },
  { weight: 4, arbitrary: fc.constant<CardToken>('pm_card_sim_multicaptureUnavailable') },
  {
    weight: 4,
    arbitrary: fc.constantFrom<CardToken>(
      'pm_card_visa_chargeDeclined',
      'pm_card_threeDSecure2Required',
      'pm_card_threeDSecureRequiredChargeDeclined',
      'pm_card_sim_captureFails',
      'pm_card_pendingRefund',
      'pm_card_refundFail',
    ),
  },
);

const fault: fc.Arbitrary<CallFault> = fc.oneof(
  fc.record({
    operation: fc.constantFrom('payment_intents.*', 'payment_intents.capture', 'refunds.create'),
    kind: fc.constantFrom(
      'fail',
      'fail_after',
      'fail_stored',
      'timeout_before',
      'timeout_after',
      'reset',
      'reset_before',
      'rate_limit',
      'conflict',
    ),
  }),
  fc.record({
    operation: fc.constantFrom('payment_intents.capture', 'payment_intents.confirm', 'refunds.create'),
    // The PSP stores an error under its key; a late duplicate of the call gets the same error.
    kind: fc.constant('fail_stored'),
    status: fc.constant(402),
    code: fc.constant('card_declined'),
  }),
  fc.record({
    operation: fc.constantFrom('payment_intents.capture', 'payment_intents.cancel', 'refunds.create'),
    kind: fc.constant('fail_stored'),
    status: fc.constant(400),
    code: fc.constantFrom('charge_disputed', 'resource_missing'),
  }),
);

/** Seconds around the lease, job grace, reservation, key retention and authorization expiry. */
const MOMENTS = [1, 11, 25, 70, 16 * 60, 31 * 60, 25 * 3600, 5 * 86_400, 6 * 86_400 + 3600, 8 * 86_400];

const isDoubled = fc.boolean();
const by = fc.constantFrom('SELLER' as const, 'OPERATOR' as const);

const weighted: readonly [number, fc.Arbitrary<Command>][] = [
  [6, fc.record({ do: fc.constant('place'), buyer: pick })],
  [8, fc.record({ do: fc.constant('pay'), order: pick, card })],
  [
    2,
    fc.record({ do: fc.constant('authenticate'), order: pick, result: fc.constantFrom('complete', 'fail') }),
  ],
  [2, fc.record({ do: fc.constant('retry'), order: pick })],
  [2, fc.record({ do: fc.constant('cancel'), order: pick, by: fc.constantFrom('BUYER', 'OPERATOR') })],
  [4, fc.record({ do: fc.constant('ship'), sellerOrder: pick, isWhole: fc.boolean() })],
  [2, fc.record({ do: fc.constantFrom('capture', 'void'), paymentOrder: pick, by })],
  [
    4,
    fc.record({
      do: fc.constant('refund'),
      paymentOrder: pick,
      percent: fc.constantFrom(null, 1, 40, 60, 100, 101),
      by,
    }),
  ],
  [6, fc.record({ do: fc.constant('work'), steps: fc.integer({ min: 1, max: 4 }), isDoubled })],
  [
    4,
    fc.record({
      do: fc.constant('webhooks'),
      picks: fc.array(pick, { minLength: 1, maxLength: 3 }),
      isDoubled,
    }),
  ],
  [2, fc.record({ do: fc.constant('sweep') })],
  [4, fc.record({ do: fc.constant('jump'), seconds: fc.constantFrom(...MOMENTS) })],
  [4, fc.record({ do: fc.constant('fault'), fault })],
  [3, fc.record({ do: fc.constant('mishap'), mishap: fc.constantFrom(...MISHAPS) })],
  [2, fc.record({ do: fc.constant('repeat'), pick })],
  [1, fc.record({ do: fc.constant('operate'), pick })],
];

const command: fc.Arbitrary<Command> = fc.oneof(
  ...weighted.map(([weight, arbitrary]) => ({ weight, arbitrary })),
);

/** Usually one command, sometimes two concurrently. */
const group = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(command) },
  { weight: 1, arbitrary: fc.tuple(command, command) },
);

/** Most stories begin with an order; what happens to it is random. */
const groups = fc
  .record({
    isPlaced: fc.integer({ min: 0, max: 9 }),
    firstCard: card,
    rest: fc.array(group, { minLength: 2, maxLength: 9 }),
  })
  .map(({ isPlaced, firstCard, rest }): Story['groups'] =>
    isPlaced === 9
      ? rest
      : [
          [{ do: 'place', buyer: 0 }],
          ...(isPlaced > 6 ? [] : [[{ do: 'pay', order: 0, card: firstCard } as const]]),
          ...rest,
        ],
  );

export const story: fc.Arbitrary<Story> = fc.record({
  sellers: fc.array(seller, { minLength: 1, maxLength: 3 }),
  buyers: fc.array(buyer, { minLength: 1, maxLength: 2 }),
  captureStrategy: fc.constantFrom('auto', 'auto', 'intent_per_seller'),
  isHurried: fc.integer({ min: 0, max: 9 }).map((drawn) => drawn === 9),
  areWebhooksLate: fc.integer({ min: 0, max: 2 }).map((drawn) => drawn === 2),
  groups,
});
