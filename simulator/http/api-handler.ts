import { strikeRequest, type Strike } from '../faults/fault-desk.js';
import { faultTarget } from '../faults/fault-target.js';
import { answerStrike, laterEnding, totalDelay } from '../faults/answer-strike.js';
import type { Balances } from '../balance/balances.js';
import type { Idempotency, KeyedRequest } from '../idempotency/idempotency.js';
import { baseSeed, requestIds } from './request-id.js';
import { currentSettings } from '../settings/settings.js';
import type { Store } from '../storage/store.js';
import type { Attempted } from '../storage/transaction.js';
import { accountForbidden } from './account-forbidden.js';
import { readApiKey, secretKeyRequired } from './api-key.js';
import { API_VERSION, checkedVersion } from './api-version.js';
import { jsonAnswer, type Answer } from './answer.js';
import type { Call } from './call.js';
import { expandPaths, takeExpand } from './expand.js';
import { parseForm, type FormMap } from './form.js';
import type { Operation, PathIds } from './operation.js';
import { RateLimiter, RateLimitError } from './rate-limiter.js';
import type { Router } from './router.js';
import { errorBody, StripeError } from './stripe-error.js';

/** One API request, fully read. */
export interface ApiRequest {
  method: string;
  path: string;
  /** The query of a GET or DELETE, the body of a POST: form-encoded either way. */
  form: string;
  header: (name: string) => string | undefined;
  baseUrl: string;
}

interface Prepared {
  request: ApiRequest;
  requestId: string;
  operation: Operation;
  ids: PathIds;
  account: string | null;
  publishable: boolean;
  apiVersion: string;
  expand: string[];
  form: FormMap;
}

/** Executes API requests: authentication, faults, idempotency, the operation itself, the response. */
export class ApiHandler {
  private readonly nextRequestId: () => string;
  private readonly limiter = new RateLimiter();
  private readonly counts = new Map<string, number>();

  constructor(
    private readonly parts: { store: Store; router: Router; idempotency: Idempotency; balances: Balances },
  ) {
    this.nextRequestId = requestIds(baseSeed(parts.store));
  }

  /** Requests since the start by operation, including those that failed. */
  callCounts(): Record<string, number> {
    return Object.fromEntries(this.counts);
  }

  /** Never throws: every error becomes Stripe's error envelope. */
  async handle(request: ApiRequest): Promise<Answer> {
    const requestId = this.nextRequestId();
    const { outage } = currentSettings(this.parts.store);
    if (outage !== null) return outageAnswer(outage, requestId);
    let answer: Answer;
    try {
      answer = await delayed(await this.answer(request, requestId));
    } catch (error) {
      answer = errorAnswer(error, requestId);
    }
    answer.headers['Request-Id'] = requestId;
    answer.headers['Stripe-Version'] ??= API_VERSION;
    // A response may reveal what another request has just changed, so reads also wait for the disk.
    await this.parts.store.durable();
    return answer;
  }

  private async answer(request: ApiRequest, requestId: string): Promise<Answer> {
    const prepared = this.prepare(request, requestId);
    const strikes = this.strikes(prepared);
    const instead = answerStrike(strikes, requestId);
    if (instead !== undefined && instead.stored === false) return instead.answer;
    // Parameters are validated before the idempotency layer: an invalid request is not stored.
    const run = prepared.operation.prepare(prepared.form);
    const keyed = keyedRequest(prepared);
    if (keyed === undefined) return this.execute(prepared, run, { strikes, keyed });
    const stored = this.parts.idempotency.claim(keyed);
    if (stored !== undefined) return replay(stored, request, strikes);
    try {
      await sleep(totalDelay(strikes));
      if (instead !== undefined) return this.store(keyed, instead.answer);
      return await delayed(await this.execute(prepared, run, { strikes, keyed }));
    } finally {
      this.parts.idempotency.release(keyed);
    }
  }

  private strikes(prepared: Prepared): Strike[] {
    const { store } = this.parts;
    if (store.table('fault').size === 0) return [];
    const target = faultTarget(store, prepared.operation.name, { form: prepared.form, id: prepared.ids.id });
    return store.transact((tx) => strikeRequest(tx, store.ids.seed, target));
  }

  private prepare(request: ApiRequest, requestId: string): Prepared {
    const form = parseForm(request.form);
    const keyParam = form['key'];
    const key = readApiKey(
      request.header('authorization'),
      typeof keyParam === 'string' ? keyParam : undefined,
    );
    delete form['key'];
    const apiVersion = checkedVersion(request.header('stripe-version'));
    const found = this.parts.router.find(request.method, request.path);
    if (found === undefined) throw unknownUrl(request);
    const { name } = found.operation;
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    if (key.publishable && !found.operation.publishable) throw secretKeyRequired();
    const account = request.header('stripe-account') ?? null;
    if (account !== null && this.parts.store.table('account').get(account) === undefined)
      throw accountForbidden(account);
    this.limiter.admit({ account, operation: name }, currentSettings(this.parts.store).rateLimit);
    return {
      request,
      requestId,
      operation: found.operation,
      ids: found.ids,
      account,
      publishable: key.publishable,
      apiVersion,
      expand: takeExpand(form),
      form,
    };
  }

  private async execute(
    prepared: Prepared,
    run: (call: Call, ids: PathIds) => object,
    { strikes, keyed }: { strikes: Strike[]; keyed: KeyedRequest | undefined },
  ): Promise<Answer> {
    if (keyed === undefined) await sleep(totalDelay(strikes));
    let answer = this.run(prepared, run, keyed);
    answer.headers['Stripe-Version'] = prepared.apiVersion;
    if (keyed !== undefined) answer.headers['Idempotency-Key'] = keyed.key;
    const ending = laterEnding(strikes, prepared.requestId);
    if (ending.failure !== undefined) {
      // The operation was executed, but the answer is an error, which a retry with the same key also gets.
      answer = keyed === undefined ? ending.failure : this.store(keyed, ending.failure);
    }
    return { ...answer, ending: ending.ending };
  }

  /** Runs the operation as one transaction together with its idempotency record. */
  private run(
    prepared: Prepared,
    run: (call: Call, ids: PathIds) => object,
    keyed: KeyedRequest | undefined,
  ): Answer {
    const { store, idempotency } = this.parts;
    const { clock } = store;
    let afterMs = 0;
    const answer = store.transact((tx) => {
      const call: Call = {
        tx,
        ids: store.ids,
        balances: this.parts.balances,
        settings: currentSettings(store),
        nowMs: clock.nowMs(),
        account: prepared.account,
        requestId: prepared.requestId,
        idempotencyKey: keyed?.key ?? null,
        baseUrl: prepared.request.baseUrl,
        apiVersion: prepared.apiVersion,
        publishable: prepared.publishable,
        answerAfterMs: 0,
      };
      const result = tx.attempt(() => expandPaths(run(call, prepared.ids), prepared.expand, store));
      const response = result.ok
        ? jsonAnswer(200, JSON.stringify(result.value))
        : errorAnswer(result.error, prepared.requestId);
      afterMs = call.answerAfterMs;
      if (keyed !== undefined && isStored(result)) {
        tx.put('idempotent_answer', idempotency.answer(keyed, response));
      }
      return response;
    });
    return { ...answer, afterMs };
  }

  private store(keyed: KeyedRequest, answer: Answer): Answer {
    this.parts.store.transact((tx) =>
      tx.put('idempotent_answer', this.parts.idempotency.answer(keyed, answer)),
    );
    return answer;
  }
}

/** Only requests that began to execute are stored: validation errors may be corrected under the same key. */
function isStored(result: Attempted<object>): boolean {
  return result.ok || (result.error instanceof StripeError && result.error.stage !== 'validation');
}

function keyedRequest({ request, account }: Prepared): KeyedRequest | undefined {
  const key = request.header('idempotency-key');
  if (key === undefined || request.method !== 'POST') return undefined;
  return { account, key, method: request.method, path: request.path, body: request.form };
}

function replay(stored: { status: number; body: string }, request: ApiRequest, strikes: Strike[]): Answer {
  const answer = jsonAnswer(stored.status, stored.body, {
    'Idempotency-Key': request.header('idempotency-key') ?? '',
    'Idempotent-Replayed': 'true',
  });
  const { ending } = laterEnding(strikes, '');
  return { ...answer, afterMs: totalDelay(strikes), ending };
}

function errorAnswer(error: unknown, requestId: string): Answer {
  if (error instanceof StripeError) {
    const headers: Record<string, string> =
      error instanceof RateLimitError ? { 'Stripe-Rate-Limited-Reason': error.reason } : {};
    return jsonAnswer(error.status, JSON.stringify(errorBody(error, requestId)), headers);
  }
  // A defect of the simulator itself: report it on stderr, and answer as Stripe does when it fails.
  process.stderr.write(`simulator defect: ${error instanceof Error ? error.stack : String(error)}\n`);
  const failure = new StripeError(500, 'An unknown error occurred.', { type: 'api_error' });
  return jsonAnswer(500, JSON.stringify(errorBody(failure, requestId)));
}

/** The answer during a Stripe outage. */
function outageAnswer(outage: 'error' | 'unreachable', requestId: string): Answer {
  const error = new StripeError(503, 'Stripe is temporarily unavailable. Please try again.', {
    type: 'api_error',
  });
  const answer = jsonAnswer(503, JSON.stringify(errorBody(error, requestId)), { 'Request-Id': requestId });
  return outage === 'unreachable' ? { ...answer, ending: 'reset' } : answer;
}

function unknownUrl(request: ApiRequest): StripeError {
  return new StripeError(
    404,
    `Unrecognized request URL (${request.method}: ${request.path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
    { stage: 'validation' },
  );
}

/** Waits for the answer's delay; the idempotency key stays in use meanwhile. */
async function delayed(answer: Answer): Promise<Answer> {
  await sleep(answer.afterMs);
  return { ...answer, afterMs: 0 };
}

function sleep(milliseconds: number): Promise<void> {
  return milliseconds <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, milliseconds));
}
