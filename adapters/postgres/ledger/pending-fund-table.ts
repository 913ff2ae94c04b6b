import type { SellerId } from '../../../core/shared/ids.js';
import {
  bigint,
  computed,
  defineTable,
  given,
  insertOnly,
  key,
  minor,
  text,
  timestamp,
} from '../database/table.js';

export const pendingFundTable = defineTable('pending_fund', {
  entryId: key(text()),
  sellerId: key(text<SellerId>()),
  currency: insertOnly(text()),
  amountMinor: insertOnly(minor()),
  availableInMs: given(bigint()),
  availableAt: computed(timestamp(), { insert: `now() + available_in_ms * interval '1 millisecond'` }),
});
