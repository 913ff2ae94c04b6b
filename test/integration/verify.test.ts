import { Pool } from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';

import type { Stores } from '../../adapters/postgres/open-stores.js';
import type { Guarantee, PspJournal, PspMovement, VerifyReport } from '../../core/verification/ports.js';
import { newId } from '../../core/shared/ids.js';
import { childEnvironment } from '../../config/environment.js';
import { projectRoot } from '../../tools/stack/project-paths.js';
import { runCommand } from '../../tools/stack/run-command.js';
import { atEndOfFile } from '../harness/cleanup.js';
import { Shopper } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { waitFor } from '../harness/wait-for.js';
import { openTestStores } from '../harness/open-test-stores.js';
import { plantedAuthorizations, type Planted } from './planted-authorizations.js';

let system: TestSystem;
let stores: Stores;
let owner: Pool;

beforeAll(async () => {
  system = await startSystem();
  const shopper = new Shopper(system);
  const order = await shopper.buy();
  await waitFor(async () => (await shopper.fetchOrder(order)).payment.status === 'CAPTURED', {
    what: 'the captures',
  });
  const unfinished = `SELECT FROM webhook_event WHERE processed_at IS NULL UNION ALL SELECT FROM psp_step WHERE state <> 'SUCCEEDED'`;
  await waitFor(async () => (await system.database.sql(unfinished)).length === 0, {
    what: 'all work to finish',
  });
  await system.workers.stop();
  ({ stores } = await openTestStores(system.database, { poolMax: 1 }));
  owner = new Pool({ connectionString: system.database.ownerUrl, max: 1 });
  atEndOfFile(() => owner.end());
});
const nothing: PspJournal = { async *pages() {} };
const journalOf = (...movements: readonly PspMovement[]): PspJournal => ({
  async *pages() {
    yield movements;
  },
});

async function found(guarantee: Guarantee, journal: PspJournal = nothing): Promise<readonly string[]> {
  const { checks } = await stores.verifier.verify(journal);
  return (
    checks.find(({ name }) => name === guarantee)?.violations.map(({ what }) => what) ?? ['was not checked']
  );
}

async function command(): Promise<{ code: number | null; report: VerifyReport }> {
  const env = { DATABASE_URL: system.database.url, STRIPE_API_BASE: system.simulator.url };
  const entry = `${projectRoot}/dist/tools/verify/main.js`;
  const ended = await runCommand(process.execPath, [entry, '--json'], {
    timeoutMs: 30_000,
    cwd: projectRoot,
    env: childEnvironment(env),
  });
  const json = ended.output.split('\n').find((line) => line.startsWith('{'));
  return { code: ended.code, report: JSON.parse(json ?? '{}') as VerifyReport };
}

/** Plants a violation as only the owner can, with triggers and foreign keys off, and undoes it after the check. */
async function planted(statements: readonly string[], undo: readonly string[], check: () => Promise<void>) {
  const run = async (texts: readonly string[]) => {
    await owner.query('SET session_replication_role = replica');
    for (const text of texts) await owner.query(text);
    await owner.query('RESET session_replication_role');
  };
  await run(statements);
  try {
    await check();
  } finally {
    await run(undo);
  }
}

describe('npm run verify', () => {
  test('finds no violation after an order of three sellers, and has checked every guarantee', async () => {
    const { code, report } = await command();
    expect(report.checks.flatMap(({ violations }) => violations)).toEqual([]);
    expect([code, report.ok]).toEqual([0, true]);
    expect(report.checks.map(({ name }) => name)).toEqual(['G1', 'G2', 'G3', 'G5', 'G6', 'G7', 'G8', 'G9']);
    const counts = Object.fromEntries(report.checks.map(({ name, checked }) => [name, checked]));
    expect(counts).toMatchObject({ G1: 4, G2: 4, G3: 4, G6: 24 });
    expect(Math.min(...report.checks.map(({ checked }) => checked))).toBeGreaterThan(0);
  });

  test('exits with 1 and reports what is broken', async () => {
    const broken = `UPDATE stock SET reserved = reserved + 1 WHERE item_id = (SELECT min(item_id) FROM stock)`;
    await planted([broken], [broken.replace('+ 1', '- 1')], async () => {
      const { code, report } = await command();
      expect([code, report.ok]).toEqual([1, false]);
      expect(report.checks.filter(({ ok }) => !ok).map(({ name, found: count }) => [name, count])).toEqual([
        ['G6', 1],
      ]);
    });
  });
});

const ENTRY = newId('ent');

describe('a planted violation of', () => {
  test.each<Planted>([
    ...plantedAuthorizations,
    [
      'G1',
      'an entry that does not sum to zero',
      [
        `INSERT INTO ledger_entry (id, business_key, fact, actor, cause) VALUES ('${ENTRY}', 'planted', 'ADJUSTED', 'operator', 'test')`,
        `INSERT INTO ledger_posting (entry_id, nth, account, currency, amount_minor, side) VALUES ('${ENTRY}', 1, 'psp_fees', 'EUR', 7, 'DR')`,
      ],
      [
        `DELETE FROM ledger_posting WHERE entry_id = '${ENTRY}'`,
        `DELETE FROM ledger_entry WHERE id = '${ENTRY}'`,
      ],
      /sums to 7 in EUR/,
    ],
    [
      'G1',
      'a balance that is not the sum of the postings',
      ['UPDATE seller_balance SET available_minor = available_minor + 5'],
      ['UPDATE seller_balance SET available_minor = available_minor - 5'],
      /and 5 available in EUR, but their postings sum to/,
    ],
    [
      'G1',
      'a snapshot that is not the sum of the earlier postings',
      [
        `INSERT INTO ledger_snapshot (through, account, currency, debit_minor, credit_minor) VALUES (now() + interval '1 day', 'psp_fees', 'EUR', 3, 0)`,
      ],
      [`DELETE FROM ledger_snapshot`],
      /the snapshot of .* has 3 and 0 in EUR, but the postings before it sum to 0 and 0/,
    ],
    [
      'G1',
      'a disabled trigger',
      ['ALTER TABLE ledger_posting DISABLE TRIGGER ledger_posting_is_immutable'],
      ['ALTER TABLE ledger_posting ENABLE TRIGGER ledger_posting_is_immutable'],
      /trigger is missing or disabled/,
    ],
    [
      'G1',
      'servers that may change entries',
      ['GRANT UPDATE ON ledger_entry TO splitcart_app'],
      ['REVOKE UPDATE ON ledger_entry FROM splitcart_app'],
      /splitcart_app may update or delete/,
    ],
    [
      'G2',
      'totals that do not follow the payment orders',
      ['UPDATE payment SET captured_minor = captured_minor - 1'],
      ['UPDATE payment SET captured_minor = captured_minor + 1'],
      /its payment orders have/,
    ],
    [
      'G2',
      'a capture without a ledger entry',
      ['UPDATE ledger_entry SET business_key = business_key || $$x$$ WHERE fact = $$CAPTURED$$'],
      [`UPDATE ledger_entry SET business_key = left(business_key, -1) WHERE fact = 'CAPTURED'`],
      /captured \d+, but 0 is posted/,
    ],
    [
      'G2',
      'a finished payment order whose authorization is still open in the ledger',
      [`UPDATE payment_order SET status = 'CAPTURE_FAILED'`],
      [`UPDATE payment_order SET status = 'CAPTURED'`],
      /but the ledger has/,
    ],
    [
      'G5',
      'a step that no worker takes',
      [
        `UPDATE psp_step SET state = 'DUE', run_at = now() - interval '5 minutes', dispatched_at = NULL WHERE kind = 'CONFIRM'`,
      ],
      [`UPDATE psp_step SET state = 'SUCCEEDED' WHERE kind = 'CONFIRM'`],
      /CONFIRM has been DUE since .* no worker runs it/,
    ],
    [
      'G5',
      'a payment order without a step',
      [`UPDATE payment_order SET status = 'PENDING_CAPTURE'`],
      [`UPDATE payment_order SET status = 'CAPTURED'`],
      /is PENDING_CAPTURE and has no pending step/,
    ],
    [
      'G6',
      'sold stock without an order',
      ['UPDATE stock SET sold = sold + 1'],
      ['UPDATE stock SET sold = sold - 1'],
      /have bought/,
    ],
    [
      'G7',
      'a key without an answer',
      [
        `INSERT INTO idempotency_record (scope, key, input_hash, state, locked_until) VALUES ('s', 'planted', 'h', 'DONE', now())`,
      ],
      [`DELETE FROM idempotency_record WHERE key = 'planted'`],
      /is DONE without an answer/,
    ],
    [
      'G8',
      'a webhook event parked without a reason',
      [`UPDATE webhook_event SET parked_at = now(), parked_reason = ''`],
      [`UPDATE webhook_event SET parked_at = NULL, parked_reason = NULL`],
      /parked without a reason/,
    ],
    [
      'G8',
      'a webhook event that no worker takes',
      [
        `UPDATE webhook_event SET processed_at = NULL, run_at = now() - interval '5 minutes', dispatched_at = NULL`,
      ],
      [`UPDATE webhook_event SET processed_at = now()`],
      /has been due since .* no worker runs it/,
    ],
    [
      'G9',
      'a transition that the state table does not have',
      [
        `INSERT INTO state_transition (order_id, machine, entity_id, from_state, to_state, actor, cause) SELECT order_id, 'Payment', id, status, 'VOIDED', 'psp', 'planted' FROM payment`,
      ],
      [`DELETE FROM state_transition WHERE cause = 'planted'`],
      /Payment went from CAPTURED to VOIDED/,
    ],
    [
      'G9',
      'a state that is missing from its history',
      [`UPDATE orders SET status = 'CANCELED'`],
      [
        `UPDATE orders o SET status = (SELECT to_state FROM state_transition t WHERE t.machine = 'Order' AND t.entity_id = o.id ORDER BY position DESC LIMIT 1)`,
      ],
      /Order is CANCELED, its history ends with/,
    ],
    [
      'G9',
      'a history with a gap',
      [
        `UPDATE state_transition SET from_state = 'CAPTURED', to_state = 'PARTIALLY_REFUNDED' WHERE machine = 'PaymentOrder' AND to_state = 'CAPTURED'`,
      ],
      [
        `UPDATE state_transition SET from_state = 'CAPTURE_REQUESTED', to_state = 'CAPTURED' WHERE machine = 'PaymentOrder' AND to_state = 'PARTIALLY_REFUNDED'`,
      ],
      /PaymentOrder left CAPTURED, but was CAPTURE_REQUESTED before/,
    ],
  ])('%s: %s is found, and only while it exists', async (...[guarantee, , statements, undo, expected]) => {
    await planted(statements, undo, async () => {
      expect((await found(guarantee)).join('\n')).toMatch(expected);
    });
    expect(await found(guarantee)).toEqual([]);
  });

  test('G3: unexpected captures at the PSP are found', async () => {
    const [intent] = await system.database.sql<{
      id: string;
      psp: string;
      amount: string;
      paymentOrder: string;
    }>(
      `SELECT i.id, i.psp_intent_id AS psp, i.amount_minor::text AS amount, (SELECT min(po.id) FROM payment_order po WHERE po.payment_id = i.payment_id) AS "paymentOrder" FROM payment_intent i`,
    );
    if (intent === undefined) throw new Error('no intent');
    const amountMinor = BigInt(intent.amount);
    const capture = {
      kind: 'capture',
      pspIntentId: intent.psp,
      amountMinor,
      intentId: intent.id,
      key: `cap_${intent.paymentOrder}_1`,
    } as const;
    const authorization = { ...capture, kind: 'authorize', key: 'con_1' } as const;
    await system.database.sql(`UPDATE psp_step SET updated_at = now() - interval '5 minutes'`);
    expect(await found('G3', journalOf(authorization, capture))).toEqual([]);
    const said = async (...seen: readonly PspMovement[]) =>
      (await found('G3', journalOf(...seen))).join('\n');
    const twice = /captured 2 times under this key[^]*captured \d+ of an authorization of/;
    expect(await said(authorization, capture, capture)).toMatch(twice);
    const again = { ...capture, key: `cap_${intent.paymentOrder}_2`, amountMinor: 1n };
    expect(await said(authorization, capture, again)).toMatch(/under 2 keys/);
    const elsewhere = { ...capture, pspIntentId: 'pi_of_another_seller' };
    expect(await said(authorization, elsewhere)).toMatch(/which does not cover it/);
    const twin = { ...authorization, pspIntentId: 'pi_twin' };
    expect(await said(authorization, capture, twin)).toMatch(/2 PSP intents/);
    expect(await said(authorization)).toMatch(/the PSP captured 0, we recorded \d+/);
  });
});

test('the worker metrics report guarantee violations', async () => {
  const workers = await system.startWorkers();
  const metrics = await waitFor(
    async () => {
      const text = await (await fetch(`${workers.url}/metrics`)).text();
      return text.includes('guarantee="G9"') ? text : null;
    },
    { what: 'the first check' },
  );
  expect(metrics).toContain('splitcart_guarantee_violations{guarantee="G1"} 0');
  expect(metrics.match(/# TYPE splitcart_guarantee_violations/g)).toHaveLength(1);
});
