import { ledgerRule } from './ledger-rule.js';
import { moneyRule } from './money-rule.js';
import { ownerRule } from './owner-rule.js';
import { pspRule } from './psp-rule.js';
import { historyRule, idempotencyRule, stockRule, webhookRule } from './record-rules.js';
import type { Rule } from './rule.js';

/** Every guarantee that can be checked from the data, in the order of the report. */
export const rules: readonly Rule[] = [
  ledgerRule,
  moneyRule,
  pspRule,
  ownerRule,
  stockRule,
  idempotencyRule,
  webhookRule,
  historyRule,
];
