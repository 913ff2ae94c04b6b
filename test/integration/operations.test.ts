import { beforeAll, describe, expect, test } from 'vitest';

import type { Device } from '../harness/device.js';
import { fault, journal, type PlaceOrderAnswer, Shopper } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { waitFor } from '../harness/wait-for.js';
import { signedIn } from './identity-fixture.js';

let system: TestSystem;
let shopper: Shopper;
let ops: Device;

beforeAll(async () => {
  system = await startSystem();
  shopper = new Shopper(system);
  ops = await signedIn(system, 'ops@splitcart.example', 'demo-ops-2026');
});

const RETRY = `mutation ($input: RetryStepInput!) { retryStep(input: $input) { __typename
  ... on RetryStepSuccess { dryRun plan step { id state attempt } } ... on StepNotRetryable { state } ... on UserError { code message } } }`;
const REPLAY = `mutation ($input: ReplayWebhookEventInput!) { replayWebhookEvent(input: $input) { __typename
  ... on ReplayWebhookEventSuccess { dryRun plan event { id state } } ... on UserError { code } } }`;
const RECHECK = `mutation ($input: RecheckPaymentInput!) { recheckPayment(input: $input) { __typename
  ... on RecheckPaymentSuccess { lookups } ... on UserError { code } } }`;
const INBOX = '{ webhookEvents(first: 100) { edges { node { id state } } } }';
const STUCK = '{ stuckSteps { edges { node { id kind state attempt error orderNumber } } } }';
const ACTIONS = '{ operatorActions(first: 100) { edges { node { kind target reason } } } }';
const WEBHOOKS = `query ($state: WebhookEventState, $first: Int!, $after: String) {
  webhookEvents(state: $state, first: $first, after: $after) { edges { node { id state } } pageInfo { hasNextPage endCursor } } }`;

const reason = 'The PSP has recovered.';

/** A one-seller order whose capture timed out `hoursAgo` and needs attention. */
async function stuckCapture(hoursAgo = 0): Promise<{ order: PlaceOrderAnswer; stepId: string }> {
  const removeFault = await fault(system, {
    operation: 'payment_intents.capture',
    kind: 'rate_limit',
    retryAfterSeconds: 2,
  });
  const order = await shopper.buy({ sellers: 1 });
  const [step] = await waitFor(
    async () => {
      const rows = await system.database.sql<{ id: string }>(
        `UPDATE psp_step SET state = 'NEEDS_ATTENTION', attempt = 12, error = 'timeout',
           first_called_at = now() - $2 * interval '1 hour'
         WHERE subject_id = $1 AND kind = 'CAPTURE' AND state = 'DUE' RETURNING id`,
        [order.orderId, hoursAgo],
      );
      return rows.length === 1 ? rows : null;
    },
    { what: 'a capture step that needs attention' },
  );
  await removeFault();
  return { order, stepId: step?.id ?? '' };
}

async function nodes(document: string, field: string): Promise<Record<string, unknown>[]> {
  const { data } = await ops.send(document);
  const connection = data?.[field] as unknown as { edges: { node: Record<string, unknown> }[] } | undefined;
  return (connection?.edges ?? []).map(({ node }) => node);
}

const retry = (stepId: string, input: Record<string, unknown> = {}) =>
  ops.result(RETRY, { input: { stepId, reason, ...input } });

describe('a step that needs attention', () => {
  test('is listed, is unchanged by a dry run, and is retried with its key on command', async () => {
    const { order, stepId } = await stuckCapture();
    const listed = (await nodes(STUCK, 'stuckSteps')).find(({ id }) => id === stepId);
    expect(listed).toMatchObject({ kind: 'CAPTURE', error: 'timeout', orderNumber: order.orderNumber });
    expect(await retry(stepId)).toMatchObject({
      __typename: 'RetryStepSuccess',
      dryRun: true,
      step: { state: 'NEEDS_ATTENTION' },
    });
    expect(await retry(stepId, { dryRun: false })).toMatchObject({ dryRun: false, step: { state: 'DUE' } });
    await waitFor(async () => (await shopper.fetchOrder(order)).payment.status === 'CAPTURED', {
      what: 'the capture',
      timeoutMs: 60_000,
    });
    const [{ id: intentId } = { id: '' }] = await system.database.sql<{ id: string }>(
      `SELECT psp_intent_id AS id FROM payment_intent WHERE order_id = $1`,
      [order.orderId],
    );
    const captures = (await journal(system, 'capture')).filter(({ intent }) => intent === intentId);
    expect(captures).toHaveLength(1);
    expect(await nodes(ACTIONS, 'operatorActions')).toContainEqual({
      kind: 'RETRY_STEP',
      target: stepId,
      reason,
    });
    expect(await retry(stepId, { dryRun: false })).toMatchObject({
      code: 'STEP_NOT_RETRYABLE',
      state: 'SUCCEEDED',
    });
  });

  test('is retried once by concurrent commands', async () => {
    const { stepId } = await stuckCapture();
    const answers = await Promise.all([1, 2, 3, 4].map(() => retry(stepId, { dryRun: false })));
    const names = answers.map(({ __typename }) => String(__typename)).toSorted((a, b) => a.localeCompare(b));
    expect(names).toEqual(['RetryStepSuccess', 'StepNotRetryable', 'StepNotRetryable', 'StepNotRetryable']);
    const actions = (await nodes(ACTIONS, 'operatorActions')).filter(({ target }) => target === stepId);
    expect(actions).toHaveLength(1);
  });

  test('is looked up before it is retried when its key may have expired at the PSP', async () => {
    const { order, stepId } = await stuckCapture(24);
    expect(await retry(stepId)).toMatchObject({ plan: expect.stringContaining('Checks whether') as string });
    await retry(stepId, { dryRun: false });
    await waitFor(async () => (await shopper.fetchOrder(order)).payment.status === 'CAPTURED', {
      what: 'the capture',
      timeoutMs: 60_000,
    });
    const [step] = await system.database.sql<{ key: string }>(
      'SELECT psp_key AS key FROM psp_step WHERE id = $1',
      [stepId],
    );
    expect(step?.key).toMatch(/^cap_.+_r2$/);
    expect(
      (await journal(system, 'capture')).filter(({ idempotency_key: key }) => key === step?.key),
    ).toHaveLength(1);
  });

  test('requires a reason', async () => {
    const { stepId } = await stuckCapture();
    expect(await retry(stepId, { reason: 'ok', dryRun: false })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await retry('stp_unknown')).toMatchObject({ code: 'STEP_NOT_FOUND' });
  });
});

/** A paid order, and the processed events of its intent. */
async function processedEvents(): Promise<readonly string[]> {
  const order = await shopper.buy({ sellers: 1 });
  return waitFor(
    async () => {
      const rows = await system.database.sql<{ id: string; done: boolean }>(
        `SELECT w.id, processed_at IS NOT NULL AS done FROM webhook_event w JOIN payment_intent i ON i.psp_intent_id = w.psp_object_id
         WHERE i.order_id = $1`,
        [order.orderId],
      );
      return rows.length > 1 && rows.every(({ done }) => done) ? rows.map(({ id }) => id) : null;
    },
    { what: 'the processed events' },
  );
}

describe('a webhook event', () => {
  const replay = (eventId: string, dryRun: boolean) =>
    ops.result(REPLAY, { input: { eventId, reason, dryRun } });

  test('that was parked is replayed on command, but not by a dry run', async () => {
    const [eventId = ''] = await processedEvents();
    await system.database.sql(
      `UPDATE webhook_event SET processed_at = NULL, parked_at = now(), parked_reason = 'timeout' WHERE id = $1`,
      [eventId],
    );
    expect(await replay(eventId, true)).toMatchObject({ dryRun: true, event: { state: 'PARKED' } });
    expect(await replay(eventId, false)).toMatchObject({ dryRun: false, event: { state: 'WAITING' } });
    await waitFor(
      async () =>
        (
          await system.database.sql(
            `SELECT 1 FROM webhook_event WHERE id = $1 AND processed_at IS NOT NULL`,
            [eventId],
          )
        ).length === 1,
      { what: 'the event to be processed' },
    );
    expect(await nodes(ACTIONS, 'operatorActions')).toContainEqual({
      kind: 'REPLAY_WEBHOOK',
      target: eventId,
      reason,
    });
    expect(await replay('evt_unknown', false)).toMatchObject({ code: 'WEBHOOK_EVENT_NOT_FOUND' });
  });

  test('that is still pending cannot be replayed', async () => {
    const [eventId = ''] = await processedEvents();
    const hour = `now() + interval '1 hour'`;
    await system.database.sql(
      `UPDATE webhook_event SET processed_at = NULL, run_at = ${hour} WHERE id = $1`,
      [eventId],
    );
    for (const dryRun of [true, false])
      expect(await replay(eventId, dryRun)).toMatchObject({ code: 'WEBHOOK_EVENT_WAITING' });
    await system.database.sql('UPDATE webhook_event SET processed_at = now() WHERE id = $1', [eventId]);
  });

  test('appears once in the pages of the inbox, newest first', async () => {
    await processedEvents();
    const rows = await system.database.sql<{ id: string }>(
      `SELECT id FROM webhook_event WHERE processed_at IS NOT NULL ORDER BY received_at DESC, id DESC`,
    );
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await ops.send(WEBHOOKS, { state: 'PROCESSED', first: 2, after });
      const page = data?.['webhookEvents'] as unknown as {
        edges: { node: { id: string } }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
      seen.push(...page.edges.map(({ node }) => node.id));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    // Events of other orders may still be arriving.
    const before = new Set(rows.map(({ id }) => id));
    expect(seen.filter((id) => before.has(id))).toEqual([...before]);
    expect(new Set(seen).size).toBe(seen.length);
    expect((await nodes(INBOX, 'webhookEvents')).map(({ id }) => id)).toEqual(expect.arrayContaining(seen));
  });
});

test('a payment whose webhooks never arrived is resolved by a recheck', async () => {
  const order = await shopper.place(await shopper.fillCart({ sellers: 1 }));
  await shopper.authorize(order, { confirmationToken: await shopper.card('4000000000003220') });
  const removeFault = await fault(system, { operation: '*', kind: 'webhook_drop' });
  const url = (await shopper.fetchOrder(order)).payment.intents[0]?.nextAction?.redirectUrl ?? '';
  await fetch(url, { method: 'POST', body: new URLSearchParams({ result: 'complete' }), redirect: 'manual' });
  const input = { paymentId: order.paymentId, reason: 'The shopper reports a successful authentication.' };
  expect(await ops.result(RECHECK, { input })).toEqual({ __typename: 'RecheckPaymentSuccess', lookups: 1 });
  await waitFor(async () => (await shopper.fetchOrder(order)).payment.status === 'CAPTURED', {
    what: 'the capture',
    timeoutMs: 60_000,
  });
  await removeFault();
  expect(await ops.result(RECHECK, { input: { ...input, paymentId: 'pay_unknown' } })).toMatchObject({
    code: 'PAYMENT_NOT_FOUND',
  });
});
