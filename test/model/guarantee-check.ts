import { Pool } from 'pg';

import { toJson } from '../../adapters/postgres/database/json.js';
import { rules } from '../../adapters/postgres/verification/rules.js';
import type { PspMovement } from '../../core/verification/ports.js';
import type { TestDatabase } from '../harness/database.js';

/** The scope of a check: orders of these sellers, keys with this prefix, and the PSP journal of the run. */
export type CheckedRun = Readonly<{
  keyPrefix: string;
  sellerIds: readonly string[];
  journal: readonly PspMovement[];
}>;

/** Checks the guarantees on the rows of one run. */
export interface GuaranteeCheck {
  /** Each as `G2 pay_…: 5 captured of …`; empty when all of them hold. */
  violations(run: CheckedRun, guarantees: readonly string[]): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** For each table, the condition that ties a row to the run. */
const SCOPES: Readonly<Record<string, string>> = {
  orders: 'id = ANY (model_run.orders())',
  seller_order: 'order_id = ANY (model_run.orders())',
  order_line: 'order_id = ANY (model_run.orders())',
  payment: 'order_id = ANY (model_run.orders())',
  payment_intent: 'payment_id IN (SELECT id FROM public.payment WHERE order_id = ANY (model_run.orders()))',
  payment_order: 'payment_id IN (SELECT id FROM public.payment WHERE order_id = ANY (model_run.orders()))',
  refund: 'payment_id IN (SELECT id FROM public.payment WHERE order_id = ANY (model_run.orders()))',
  psp_step: 'subject_id = ANY (model_run.orders())',
  state_transition: 'order_id = ANY (model_run.orders())',
  stock_reservation: 'order_id = ANY (model_run.orders())',
  ledger_entry: 'order_id = ANY (model_run.orders())',
  ledger_posting:
    'entry_id IN (SELECT id FROM public.ledger_entry WHERE order_id = ANY (model_run.orders()))',
  seller_balance: 'seller_id = ANY (model_run.sellers())',
  idempotency_record: `starts_with(key, current_setting('model.keys'))`,
  pending_fund: 'seller_id = ANY (model_run.sellers())',
  stock: 'item_id IN (SELECT id FROM public.item WHERE seller_id = ANY (model_run.sellers()))',
};

const INSTALL = `
CREATE SCHEMA model_run;
GRANT USAGE ON SCHEMA model_run TO PUBLIC;
CREATE FUNCTION model_run.sellers() RETURNS text[] STABLE LANGUAGE sql RETURN current_setting('model.sellers')::text[];
CREATE FUNCTION model_run.orders() RETURNS text[] STABLE LANGUAGE sql RETURN current_setting('model.orders')::text[];
CREATE VIEW model_run.psp_journal AS SELECT * FROM jsonb_to_recordset(current_setting('model.journal')::jsonb)
  AS j (kind text, psp_intent_id text, amount_minor bigint, key text, intent_id text);
${Object.entries(SCOPES)
  .map(([table, scope]) => `CREATE VIEW model_run.${table} AS SELECT * FROM public.${table} WHERE ${scope};`)
  .join('\n')}
GRANT SELECT ON ALL TABLES IN SCHEMA model_run TO PUBLIC`;

/** Reads the order ids first, so that every later statement checks the same orders. */
const SET_RUN = `
SELECT set_config('model.sellers', $1, false), set_config('model.journal', $2, false), set_config('model.keys', $3, false),
  set_config('model.orders', (SELECT coalesce(array_agg(DISTINCT order_id::text), '{}')::text FROM public.seller_order WHERE seller_id = ANY ($1::text[])), false)`;

/**
 * Runs the statements of `npm run verify` as one query on views limited to one run; checking the whole database would
 * take longer with each run. Triggers and grants are those of the real tables and are checked at the end.
 */
export async function openGuaranteeCheck(database: TestDatabase): Promise<GuaranteeCheck> {
  await database.sql(INSTALL);
  const path = 'model_run,model_clock,pg_catalog,public';
  const pool = new Pool({ connectionString: database.url, max: 1, options: `-c search_path=${path}` });
  // The database may be dropped while the last connection closes.
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('error', () => undefined);
  const known = new Map<string, { name: string; text: string; values: unknown[] }>();
  const queryFor = (guarantees: readonly string[]) => {
    const name = `model-check ${guarantees.join(' ')}`;
    const query = known.get(name) ?? { name, ...statementOf(guarantees) };
    known.set(name, query);
    return query;
  };
  return {
    async violations({ keyPrefix, sellerIds, journal }, guarantees) {
      await pool.query({
        name: 'model-set-run',
        text: SET_RUN,
        values: [sellerIds, toJson(journal.map(movementOf)), keyPrefix],
      });
      const { rows } = await pool.query<{ rule: string; subject: string; what: string }>(
        queryFor(guarantees),
      );
      return rows.map(({ rule, subject, what }) => `${rule} ${subject}: ${what}`);
    },
    close: () => pool.end(),
  };
}

function statementOf(guarantees: readonly string[]): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const parts = rules
    .filter(({ name }) => guarantees.includes(name))
    .flatMap(({ name, violations }) =>
      violations
        .filter(({ sql }) => !sql.includes('::regclass'))
        .map((violation) => {
          const first = values.length;
          values.push(...(violation.values ?? []));
          const sql = violation.sql.replaceAll(/\$(\d+)/g, (_text, nth: string) => `$${Number(nth) + first}`);
          return `SELECT '${name}' AS rule, subject::text, what FROM (${sql}) AS found`;
        }),
    );
  return { text: parts.join('\nUNION ALL\n'), values };
}

function movementOf({
  kind,
  pspIntentId: psp_intent_id,
  amountMinor: amount_minor,
  key,
  intentId: intent_id,
}: PspMovement) {
  return { kind, psp_intent_id, amount_minor, key, intent_id };
}
