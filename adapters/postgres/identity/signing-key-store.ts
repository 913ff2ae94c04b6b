import type { Pool } from 'pg';

import type { SigningKeyStore } from '../../../core/identity/ports.js';

const LIST = `
SELECT kid, public_jwk, private_jwe, signs_from <= now() AS may_sign, retires_at,
  created_at > now() - $1 * interval '1 day' AS is_young
FROM signing_key WHERE retires_at > now() ORDER BY signs_from DESC`;

const ADD = `
INSERT INTO signing_key (kid, public_jwk, private_jwe, signs_from, retires_at)
VALUES ($1, $2, $3, now() + $4 * interval '1 second', now() + $5 * interval '1 day')`;

type Row = {
  kid: string;
  public_jwk: Record<string, unknown>;
  private_jwe: string;
  may_sign: boolean;
  retires_at: Date;
  is_young: boolean;
};

export function createSigningKeyStore(pool: Pool): SigningKeyStore {
  return {
    async list(rotationDays) {
      const { rows } = await pool.query<Row>({ name: 'signing-keys', text: LIST, values: [rotationDays] });
      return rows.map((row) => ({
        kid: row.kid,
        publicJwk: row.public_jwk,
        privateJwe: row.private_jwe,
        maySign: row.may_sign,
        retiresAt: row.retires_at,
        isYoung: row.is_young,
      }));
    },
    async add({ kid, publicJwk, privateJwe }, { signsInSeconds, retiresInDays }) {
      const values = [kid, JSON.stringify(publicJwk), privateJwe, signsInSeconds, retiresInDays];
      await pool.query({ name: 'signing-key-add', text: ADD, values });
    },
  };
}
