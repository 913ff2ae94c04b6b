import { isDeepStrictEqual } from 'node:util';

import type { SellerId } from '../../core/shared/ids.js';
import { ProcessDied } from './misfortune.js';
import type { ModelWorld } from './model-world.js';
import type { Market } from './open-market.js';

/** An order that the model knows of, because an answer named it. */
export type KnownOrder = {
  readonly orderId: string;
  readonly paymentId: string;
  /** Of the latest attempt. */
  intentId: string;
};

/** A command with an idempotency key, as it can be sent again at any time. */
type SentCommand = { readonly name: string; readonly send: () => Promise<object>; answer: unknown };

/** A refund that was promised. */
export type PromisedRefund = Readonly<{ refundId: string; paymentOrderId: string; amountMinor: bigint }>;

/** What the model knows of one story while it is told. */
export class ModelRun {
  readonly orders: KnownOrder[] = [];
  readonly refunds: PromisedRefund[] = [];
  readonly canceledOrderIds = new Set<string>();
  readonly #sent: SentCommand[] = [];
  #keys = 0;

  constructor(
    readonly world: ModelWorld,
    readonly market: Market,
    /** Every key of the run begins with it. */
    readonly keyPrefix: string,
  ) {}

  get sellerIds(): readonly SellerId[] {
    return this.market.sellerIds;
  }

  nextKey(): string {
    this.#keys += 1;
    return `${this.keyPrefix}${this.#keys}`;
  }

  /** Sends a command for the first time; null when nobody answered, or the answer was no. */
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

  /** Sends an earlier command again under the same key. */
  async repeat(pick: number): Promise<void> {
    const command = this.#sent[pick % Math.max(1, this.#sent.length)];
    if (command !== undefined) await this.#receive(command);
  }

  /** One key has one answer: whoever was answered once gets the same again, however often he asks. */
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
    // Two at once may both come back; they have been compared with what each of them knew.
    command.answer ??= reported;
  }
}

/** One idempotency key was answered in two ways. */
class TwoAnswers extends Error {
  override readonly name = 'TwoAnswers';
  constructor(command: string, first: unknown, second: unknown) {
    super(`${command} was answered ${JSON.stringify(first)}, and then ${JSON.stringify(second)}`);
  }
}

type Success<Answer> = Exclude<Answer, { code: string }>;

/** The result, or null when the process died on the way; every other failure is one. */
export async function survive<Value>(work: Promise<Value>): Promise<Value | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ProcessDied) return null;
    throw error;
  }
}
