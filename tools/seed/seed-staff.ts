import { hash } from '@node-rs/argon2';
import type { Pool } from 'pg';

import { newId } from '../../core/shared/ids.js';
import type { DemoAccount } from './demo-staff.js';

const INSERT = `
INSERT INTO account (id, email, display_name, password_hash, role) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (lower(email)) DO NOTHING`;

/** Creates the accounts that are not there yet. */
export async function seedStaff(pool: Pool, staff: readonly DemoAccount[]): Promise<void> {
  for (const { email, displayName, role, password } of staff) {
    await pool.query(INSERT, [newId('acc'), email, displayName, await hash(password), role]);
  }
}
