import { z } from 'zod';

import { idempotencyKey } from '../idempotency/idempotency-key.js';
import type {
  IdempotencyKeyInProgress,
  IdempotencyKeyReused,
  IdempotencyRecords,
} from '../idempotency/ports.js';
import type { Actor } from '../identity/actor.js';
import { actsForSeller } from '../identity/policy.js';
import type { DomainError, InvalidInput } from '../shared/domain-error.js';
import { invalidInput } from '../shared/domain-error.js';
import { parseId } from '../shared/ids.js';
import type { Transaction } from '../shared/transaction.js';
import type { SellerNotFound } from './create-item.js';
import type { RowFault } from './item-sheet.js';
import type { ItemDetailsReader } from './item-details.js';
import type { ImportSummary } from './plan-import.js';
import { planImport } from './plan-import.js';
import type { ItemImports, ItemSheets } from './ports.js';

export type ImportItemsDependencies = Readonly<{
  itemImports: ItemImports;
  itemSheets: ItemSheets;
  itemDetails: ItemDetailsReader;
  idempotency: IdempotencyRecords;
  transaction: Transaction;
}>;

export type ImportItemsInput = Readonly<{
  sellerId: string;
  csv: string;
  /** Says what would happen and changes nothing. */
  dryRun: boolean;
  idempotencyKey: string;
}>;

/** Some rows are at fault; nothing was changed. */
export type ImportRefused = DomainError<
  'IMPORT_REFUSED',
  { faults: readonly RowFault[]; faultCount: number }
>;
/** Somebody else edited these items or their stock at the same time; nothing was changed. */
export type ImportDisturbed = DomainError<'IMPORT_DISTURBED'>;

export type ImportItemsError =
  | SellerNotFound
  | InvalidInput
  | ImportRefused
  | IdempotencyKeyReused
  | IdempotencyKeyInProgress
  | ImportDisturbed;

export type ImportedItems = ImportSummary & Readonly<{ dryRun: boolean; replayed: boolean }>;

/** More faults than anybody reads at a time; `faultCount` tells how many there are. */
const MAX_REPORTED_FAULTS = 100;

/** A row that changes between our look and our write makes us look again; twice is bad luck, more is a fight. */
const MAX_RUNS = 3;

/** The answer is written in the transaction of the claim, so no key is ever left running. */
const CLAIM_LOCK_MS = 0;

const storedSummary = z.object({
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  stockAdjusted: z.int(),
});

/**
 * Brings the items of a seller to what a CSV says: new SKUs are added, known ones changed, what the CSV does not name is left
 * alone. All rows or none. The number of statements does not depend on the number of rows.
 *
 * Errors in order of precedence: SELLER_NOT_FOUND (also for another seller), INVALID_INPUT, IDEMPOTENCY_KEY_REUSED,
 * IDEMPOTENCY_KEY_IN_PROGRESS, IMPORT_REFUSED, IMPORT_DISTURBED.
 */
export async function importItems(
  { itemImports, itemSheets, itemDetails, idempotency, transaction }: ImportItemsDependencies,
  { actor, csv, dryRun, ...input }: ImportItemsInput & { actor: Actor },
): Promise<ImportedItems | ImportItemsError> {
  const sellerId = parseId('sel', input.sellerId);
  if (sellerId === null || actor.kind !== 'ACCOUNT' || !actsForSeller(actor, sellerId))
    return { code: 'SELLER_NOT_FOUND' };
  const parsed = z.object({ idempotencyKey }).safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  const { accountId } = actor;
  const key = parsed.data.idempotencyKey;
  const scope = { actor: `seller:${sellerId}`, operation: 'importItems', key };
  const sheet = itemSheets.read(csv);

  for (let run = 1; run <= MAX_RUNS; run += 1) {
    const outcome = await transaction.run(async (tx) => {
      const claim = await idempotency.claim(tx, {
        scope,
        input: { csv, dryRun },
        provisional: null,
        lockMs: CLAIM_LOCK_MS,
      });
      if (claim.state === 'REFUSED') return tx.refuse(claim.error);
      if (claim.state === 'REPLAY') return { ...storedSummary.parse(claim.response), dryRun, replayed: true };
      if ('faults' in sheet) return tx.refuse(refusedBy(sheet.faults));
      const plan = planImport(sheet.rows, await itemImports.lock(tx, sellerId, sheet.rows), itemDetails);
      if (!('summary' in plan)) return tx.refuse(refusedBy(plan));
      const done = { ...plan.summary, dryRun, replayed: false };
      if (dryRun) return tx.refuse(done);
      const isWritten = await itemImports.write(tx, { sellerId, accountId, rows: plan.rows });
      if (!isWritten) return tx.refuse({ code: 'IMPORT_DISTURBED' });
      await idempotency.complete(tx, { scope, response: plan.summary });
      return done;
    });
    if (!('code' in outcome) || outcome.code !== 'IMPORT_DISTURBED' || run === MAX_RUNS) return outcome;
  }
  return { code: 'IMPORT_DISTURBED' };
}

function refusedBy(faults: readonly RowFault[]): ImportRefused {
  return {
    code: 'IMPORT_REFUSED',
    faults: faults.slice(0, MAX_REPORTED_FAULTS),
    faultCount: faults.length,
  };
}
