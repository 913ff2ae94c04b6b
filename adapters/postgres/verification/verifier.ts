import type { Pool, PoolClient } from 'pg';

import type { CheckResult, PspJournal, Verifier, Violation } from '../../../core/verification/ports.js';
import { MAX_LISTED } from '../../../core/verification/ports.js';
import { toJson } from '../database/json.js';
import { COPY_PSP_JOURNAL, CREATE_PSP_JOURNAL } from './psp-rule.js';
import type { Rule } from './rule.js';
import { rules } from './rules.js';

/** Rows per fetch; bounds the memory of a check. */
const FETCH = 500;

/**
 * Checks the guarantees in Postgres on one snapshot. The PSP's journal is copied first, so everything in it is either in
 * the snapshot or still being recorded.
 */
export function createVerifier(pool: Pool): Verifier {
  return {
    async verify(journal) {
      const client = await pool.connect();
      try {
        await copyJournal(client, journal);
        await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
        const checks: CheckResult[] = [];
        for (const rule of rules) checks.push(await check(client, rule));
        await client.query('COMMIT');
        return { ok: checks.every(({ ok }) => ok), checks };
      } finally {
        // Destroys the connection, and with it the copy of the journal.
        client.release(true);
      }
    },
  };
}

async function copyJournal(client: PoolClient, journal: PspJournal): Promise<void> {
  await client.query(CREATE_PSP_JOURNAL);
  for await (const page of journal.pages()) {
    const rows = page.map(
      ({ pspIntentId: psp_intent_id, amountMinor: amount, intentId: intent_id, ...rest }) => ({
        ...rest,
        psp_intent_id,
        amount,
        intent_id,
      }),
    );
    await client.query(COPY_PSP_JOURNAL, [toJson(rows)]);
  }
}

async function check(client: PoolClient, { name, title, checked, violations }: Rule): Promise<CheckResult> {
  const { rows } = await client.query<{ checked: string }>(checked);
  const listed: Violation[] = [];
  let found = 0;
  for (const { sql, values = [] } of violations) {
    await client.query(`DECLARE violation NO SCROLL CURSOR FOR ${sql}`, [...values]);
    for (let isMore = true; isMore;) {
      const page = await client.query<Violation>(`FETCH ${FETCH} FROM violation`);
      found += page.rows.length;
      listed.push(...page.rows.slice(0, MAX_LISTED - listed.length));
      isMore = page.rows.length === FETCH;
    }
    await client.query('CLOSE violation');
  }
  return { name, title, ok: found === 0, checked: Number(rows[0]?.checked ?? 0), found, violations: listed };
}
