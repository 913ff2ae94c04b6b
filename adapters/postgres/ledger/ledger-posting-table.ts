import type { LedgerAccount, Side } from '../../../core/ledger/account-chart.js';
import type { SellerId } from '../../../core/shared/ids.js';
import { defineTable, insertOnly, int, key, minor, orNull, text } from '../database/table.js';

export const ledgerPostingTable = defineTable('ledger_posting', {
  entryId: key(text()),
  nth: key(int()),
  account: insertOnly(text<LedgerAccount>()),
  sellerId: insertOnly(orNull(text<SellerId>())),
  currency: insertOnly(text()),
  amountMinor: insertOnly(minor()),
  side: insertOnly(text<Side>()),
});
