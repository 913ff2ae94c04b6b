import { isDeepStrictEqual } from 'node:util';

import type { SellerId } from '../../core/shared/ids.js';
import { ProcessCrashed } from './misfortune.js';
import type { ModelWorld } from './model-world.js';
import type { Market } from './open-market.js';

/** An order the model learned of from an answer. */
export type KnownOrder = {
  readonly orderId: string;
  readonly paymentId: string;
  /** The intent of the latest attempt. */
  intentId: string;
};

/** A command with an idempotency key, which can be replayed at any time. */
type SentCommand = { readonly name: string; readonly send: () => Promise<object>; answer: unknown };

/** A refund that the system accepted. */
export type AcceptedRefund = Readonly<{ refundId: string; paymentOrderId: string; amountMinor: bigint }>;

/** What the model knows while one story runs. */
export class ModelRun {
  readonly orders: KnownOrder[] = [];
  readonly refunds: AcceptedRefund[] = [];
  readonly canceledOrderIds = new Set<string>();
  readonly #sent: SentCommand[] = [];
  #keys = 0;

  constructor(
    readonly world: ModelWorld,
    readonly market: Market,
    /** Prefix of every idempotency key of the run. */
    readonly keyPrefix: string,
  ) {}

  get sellerIds(): readonly SellerId[] {
    return this.market.sellerIds;
  }

  nextKey(): string {
    this.#keys += 1;
    return `${this.keyPrefix}${this.#keys}`;
  }

  /** Sends a command for the first time and calls `learn` with a successful answer. */
  async send<Answer extends object>(
    name: string,
    { send, learn }: { send: (key: string) => Promise<Answer>; learn: (answer: Success<Answer>) => void },
  ): Promise<void> {
    const key = this.nextKey();
    const command: SentCommand = {
      name,
      answer: undefined,
      async send() {
        const answer = await send(key);
        if (!('code' in answer)) learn(answer as Success<Answer>);
        return answer;
      },
    };
    this.#sent.push(command);
    await this.#receive(command);
  }

  /** Replays an earlier command with the same key. */
  async repeat(pick: number): Promise<void> {
    const command = this.#sent[pick % Math.max(1, this.#sent.length)];
    if (command !== undefined) await this.#receive(command);
  }

  /** One key has one answer: every replay after the first answer returns the same. */
  async #receive(command: SentCommand): Promise<void> {
    const known = command.answer;
    const answer = await survive(command.send());
    if (answer === null) return;
    if ('code' in answer) {
      const isInProgress = answer.code === 'IDEMPOTENCY_KEY_IN_PROGRESS';
      if (known !== undefined && !isInProgress) throw new TwoAnswers(command.name, known, answer);
      return;
    }
    const { replayed, ...reported } = answer as { replayed?: boolean };
    const isSame = replayed === true && isDeepStrictEqual(reported, known);
    if (known !== undefined && !isSame) throw new TwoAnswers(command.name, known, answer);
    // Two concurrent sends may both return; each was compared with the answer known when it began.
    command.answer ??= reported;
  }
}

/** One idempotency key got two different answers. */
class TwoAnswers extends Error {
  override readonly name = 'TwoAnswers';
  constructor(command: string, first: unknown, second: unknown) {
    super(`${command} was answered with ${JSON.stringify(first)}, then with ${JSON.stringify(second)}`);
  }
}

type Success<Answer> = Exclude<Answer, { code: string }>;

/** The result, or null when the process crashed on the way; every other error is rethrown. */
export async function survive<Value>(work: Promise<Value>): Promise<Value | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ProcessCrashed) return null;
    throw error;
  }
}
