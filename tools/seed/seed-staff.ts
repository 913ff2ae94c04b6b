import { hash } from '@node-rs/argon2';
import type { Pool } from 'pg';

import { newId } from '../../core/shared/ids.js';
import type { DemoAccount } from './demo-staff.js';

const INSERT = `
INSERT INTO account (id, email, display_name, password_hash, role, email_verified_at) VALUES ($1, $2, $3, $4, $5, now())
ON CONFLICT (lower(email)) WHERE password_hash IS NOT NULL DO NOTHING`;

const JOIN_SELLER = `
INSERT INTO seller_member (seller_id, account_id)
SELECT s.id, a.id FROM seller s, account a WHERE s.slug = $1 AND lower(a.email) = lower($2) AND a.password_hash IS NOT NULL
ON CONFLICT DO NOTHING`;

/** Creates missing accounts; their sellers must exist. */
export async function seedStaff(pool: Pool, staff: readonly DemoAccount[]): Promise<void> {
  for (const { email, displayName, role, password, sellerSlug } of staff) {
    await pool.query(INSERT, [newId('acc'), email, displayName, await hash(password), role]);
    if (sellerSlug !== undefined) await pool.query(JOIN_SELLER, [sellerSlug, email]);
  }
}
