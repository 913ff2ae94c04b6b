import type { Checkout } from '../../core/checkout/model/checkout.js';
import type { IdempotencyRecords } from '../../core/idempotency/ports.js';
import type { Transaction } from '../../core/shared/transaction.js';

/** Breaks one rule of a command and no other. */
export type Fault<World> = Readonly<{
  code: string;
  /** Distinguishes the INVALID_INPUT of one rule from that of another. */
  field?: string;
  plant: (world: World) => void;
}>;

/** A command and every error its docstring lists, in that order. */
export type PrecedenceCase = Readonly<{
  file: string;
  errors: readonly Readonly<{ code: string; field?: string }>[];
  /** Runs a command that would succeed, with the given faults planted. */
  run: (planted: readonly number[]) => Promise<object>;
  /** Pairs of rules that cannot be broken together. */
  apart: readonly (readonly [number, number])[];
}>;

export function precedenceCase<World>({
  file,
  world,
  faults,
  run,
  apart = [],
}: {
  file: string;
  world: () => World;
  faults: readonly Fault<World>[];
  run: (world: World) => Promise<object>;
  apart?: PrecedenceCase['apart'];
}): PrecedenceCase {
  return {
    file,
    errors: faults,
    apart,
    run(planted) {
      const broken = world();
      for (const nth of planted) faults[nth]?.plant(broken);
      return run(broken);
    },
  };
}

/** The states of an idempotency key that a command can meet. */
export type KeyedWorld = { keyIsReused: boolean; keyIsInProgress: boolean };

export const freeKey: KeyedWorld = { keyIsReused: false, keyIsInProgress: false };

/** The two idempotency-key errors that every command has. */
export const keyFaults: readonly Fault<KeyedWorld>[] = [
  { code: 'IDEMPOTENCY_KEY_REUSED', plant: (world) => (world.keyIsReused = true) },
  { code: 'IDEMPOTENCY_KEY_IN_PROGRESS', plant: (world) => (world.keyIsInProgress = true) },
];

/** A fake idempotency store; test/integration/place-order.test.ts checks that the real one has this precedence. */
function recordsOf({ keyIsReused, keyIsInProgress }: KeyedWorld): IdempotencyRecords {
  let provisional: unknown;
  return {
    claim(_, claim) {
      ({ provisional } = claim);
      if (keyIsReused)
        return Promise.resolve({ state: 'CONFLICT', error: { code: 'IDEMPOTENCY_KEY_REUSED' } });
      if (keyIsInProgress) {
        const error = { code: 'IDEMPOTENCY_KEY_IN_PROGRESS', retryAfterMs: 1 } as const;
        return Promise.resolve({ state: 'CONFLICT', error });
      }
      return Promise.resolve({ state: 'FRESH' });
    },
    complete: () => Promise.resolve(),
    settle: () => Promise.resolve(provisional),
  };
}

/** Fails when an error would be committed: a command that returns an error must roll back. */
const transaction: Transaction = {
  async run(work) {
    const rolledBack: unknown[] = [];
    const rollBack = <const Value>(value: Value): Value => {
      rolledBack.push(value);
      return value;
    };
    const result = await work({ rollback: (value) => rollBack(value) });
    const isError = typeof result === 'object' && result !== null && 'code' in result;
    if (isError && !rolledBack.includes(result))
      throw new Error('an error was returned and would be committed');
    return result;
  },
};

export const commandPorts = (world: KeyedWorld) => ({
  transaction,
  idempotency: recordsOf(world),
  live: { announce: () => undefined },
});

/** A store with one checkout, or with none that the caller may access. */
export function checkoutsOf(checkout: Checkout | null) {
  const lock = () => Promise.resolve(checkout);
  return {
    lock,
    lockFor: lock,
    lockByPayment: lock,
    lockByIntent: lock,
    findByRefund: () => Promise.resolve(null),
    save: () => Promise.resolve({ version: 2, answer: null }),
    recordIntentCreated: () => Promise.resolve(null),
  };
}

/** Ports of the interactive commands, with a PSP that never responds. */
export function interactivePorts(world: KeyedWorld, checkout: Checkout | null) {
  return {
    ...commandPorts(world),
    checkouts: checkoutsOf(checkout),
    checkoutSteps: { kinds: [], run: () => new Promise<never>(() => undefined) },
    background: { follow: () => undefined },
    pspBudgetMs: 1,
    captureStrategy: 'auto' as const,
    returnUrl: () => 'https://shop.example/orders',
    tokens: {
      newCartToken: () => 'cart-token',
      orderToken: (orderId: string) => `token-of-${orderId}`,
      hash: (token: string) => `hash-of-${token}`,
    },
  };
}
