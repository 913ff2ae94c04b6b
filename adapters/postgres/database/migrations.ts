import { M0001Domains } from '../migrations/m0001-domains.js';
import { M0002Identity } from '../migrations/m0002-identity.js';
import { M0003Catalog } from '../migrations/m0003-catalog.js';
import { M0004SellerTerms } from '../migrations/m0004-seller-terms.js';
import { M0005Cart } from '../migrations/m0005-cart.js';
import { M0006Orders } from '../migrations/m0006-orders.js';
import { M0007Payments } from '../migrations/m0007-payments.js';
import { M0008Psp } from '../migrations/m0008-psp.js';
import { M0009Ledger } from '../migrations/m0009-ledger.js';
import { M0010Fulfilment } from '../migrations/m0010-fulfilment.js';
import { M0011Messaging } from '../migrations/m0011-messaging.js';
import { M0012Idempotency } from '../migrations/m0012-idempotency.js';
import { M0013Mail } from '../migrations/m0013-mail.js';
import { M0014Operations } from '../migrations/m0014-operations.js';

/**
 * All migrations in order: the baseline by feature, each file after those that its tables reference, then one file per
 * change. A listed file is never edited (`migrations.lock`).
 */
export const MIGRATIONS = [
  { name: 'm0001-domains', class: M0001Domains },
  { name: 'm0002-identity', class: M0002Identity },
  { name: 'm0003-catalog', class: M0003Catalog },
  { name: 'm0004-seller-terms', class: M0004SellerTerms },
  { name: 'm0005-cart', class: M0005Cart },
  { name: 'm0006-orders', class: M0006Orders },
  { name: 'm0007-payments', class: M0007Payments },
  { name: 'm0008-psp', class: M0008Psp },
  { name: 'm0009-ledger', class: M0009Ledger },
  { name: 'm0010-fulfilment', class: M0010Fulfilment },
  { name: 'm0011-messaging', class: M0011Messaging },
  { name: 'm0012-idempotency', class: M0012Idempotency },
  { name: 'm0013-mail', class: M0013Mail },
  { name: 'm0014-operations', class: M0014Operations },
];
