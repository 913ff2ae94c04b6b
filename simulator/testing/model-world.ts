import type { Answer } from '../http/answer.js';
import { Simulator } from '../simulator.js';

/** The answer to a request: status, decoded body, and raw text for comparing replays. */
export interface Reply {
  status: number;
  body: Record<string, unknown>;
  text: string;
  replayed: boolean;
}

interface SentRequest {
  path: string;
  form: string;
  key: string;
  account: string | undefined;
  reply: Reply;
}

/** The model's state of an intent, independent of the simulator's objects. */
export interface ModelIntent {
  id: string;
  charge: string;
  authorized: number;
  captured: number;
  refunded: number;
  multicapture: boolean;
  open: boolean;
  disputed: boolean;
}

/** The model's state of a transfer. */
export interface ModelTransfer {
  id: string;
  amount: number;
  reversed: number;
}

/** A simulator without a network, and the model of its state. */
export class ModelWorld {
  readonly simulator = new Simulator({ seed: 'model' });
  readonly intents: ModelIntent[] = [];
  readonly transfers: ModelTransfer[] = [];
  readonly sent: SentRequest[] = [];
  seller = '';

  /** Creates one seller who can receive transfers. */
  async prepare(): Promise<void> {
    const account = await this.post('/v1/accounts', {
      type: 'custom',
      country: 'US',
      business_type: 'individual',
      'capabilities[transfers][requested]': 'true',
      'individual[first_name]': 'Sel',
      external_account: 'btok_us',
      'tos_acceptance[date]': '1700000000',
    });
    this.seller = String(account.body['id']);
  }

  /** Sends a POST with a new idempotency key and records it, so that it can be repeated later. */
  async post(path: string, params: Record<string, string>, account?: string): Promise<Reply> {
    const form = new URLSearchParams(params).toString();
    const key = `key-${this.sent.length}`;
    const reply = await this.request('POST', path, { form, key, account });
    this.sent.push({ path, form, key, account, reply });
    return reply;
  }

  get(path: string, account?: string): Promise<Reply> {
    return this.request('GET', path, { form: '', account });
  }

  /** Repeats an earlier request with the same key. */
  repeat({ path, form, key, account }: SentRequest): Promise<Reply> {
    return this.request('POST', path, { form, key, account });
  }

  async close(): Promise<void> {
    await this.simulator.close();
  }

  private async request(
    method: string,
    path: string,
    sent: { form: string; key?: string; account: string | undefined },
  ): Promise<Reply> {
    const headers: Record<string, string | undefined> = {
      authorization: 'Bearer sk_test_model',
      'idempotency-key': sent.key,
      'stripe-account': sent.account,
    };
    const answer: Answer = await this.simulator.api.handle({
      method,
      path,
      form: sent.form,
      header: (name) => headers[name],
      baseUrl: 'http://simulator',
    });
    return {
      status: answer.status,
      body: JSON.parse(answer.body) as Record<string, unknown>,
      text: answer.body,
      replayed: answer.headers['Idempotent-Replayed'] === 'true',
    };
  }
}
