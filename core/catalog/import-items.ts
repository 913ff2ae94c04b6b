import { z } from 'zod';

import { idempotencyKey } from '../idempotency/idempotency-key.js';
import type { CommandDependencies, Decision, KeyConflict } from '../idempotency/run-command.js';
import { runCommand } from '../idempotency/run-command.js';
import type { Actor } from '../identity/actor.js';
import { actsForSeller } from '../identity/policy.js';
import type { DomainError, InvalidInput } from '../shared/domain-error.js';
import { invalidInput } from '../shared/domain-error.js';
import type { AccountId, SellerId } from '../shared/ids.js';
import { parseId } from '../shared/ids.js';
import type { SellerNotFound } from './create-item.js';
import type { RowFault } from './item-sheet.js';
import type { ItemDetailsReader } from './item-details.js';
import type { ImportSummary } from './plan-import.js';
import { planImport } from './plan-import.js';
import type { ItemImports, ItemSheets } from './ports.js';

export type ImportItemsDependencies = CommandDependencies &
  Readonly<{ itemImports: ItemImports; itemSheets: ItemSheets; itemDetails: ItemDetailsReader }>;

export type ImportItemsInput = Readonly<{
  sellerId: string;
  csv: string;
  /** Reports what would change without changing it. */
  dryRun: boolean;
  idempotencyKey: string;
}>;

/** Some rows are invalid; nothing was changed. */
export type ImportRejected = DomainError<
  'IMPORT_REJECTED',
  { faults: readonly RowFault[]; faultCount: number }
>;
/** The items or their stock were changed concurrently; nothing was changed. */
export type ImportDisturbed = DomainError<'IMPORT_DISTURBED'>;

type Rejection = ImportRejected | ImportDisturbed;
export type ImportItemsError = InvalidInput | SellerNotFound | KeyConflict | Rejection;

export type ImportedItems = ImportSummary & Readonly<{ dryRun: boolean; replayed: boolean }>;

/** Maximum number of faults listed; `faultCount` counts all of them. */
const MAX_REPORTED_FAULTS = 100;

/** A concurrent change between read and write makes us start over. Twice is bad luck, more is contention. */
const MAX_RUNS = 3;

const storedSummary = z.object({
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  stockAdjusted: z.int(),
});

/**
 * Updates a seller's items from a CSV: new SKUs are added, known ones changed, and whatever the CSV does not name is
 * kept. All rows or none. The number of statements does not depend on the number of rows.
 *
 * Errors in order of precedence: INVALID_INPUT, SELLER_NOT_FOUND (also for another seller), IDEMPOTENCY_KEY_REUSED,
 * IDEMPOTENCY_KEY_IN_PROGRESS, IMPORT_REJECTED, IMPORT_DISTURBED.
 */
export async function importItems(
  dependencies: ImportItemsDependencies,
  { actor, csv, dryRun, ...input }: ImportItemsInput & { actor: Actor },
): Promise<ImportedItems | ImportItemsError> {
  const parsed = z.object({ idempotencyKey }).safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  const sellerId = parseId('sel', input.sellerId);
  if (sellerId === null || actor.kind !== 'ACCOUNT' || !actsForSeller(actor, sellerId))
    return { code: 'SELLER_NOT_FOUND' };
  const { accountId } = actor;
  const key = parsed.data.idempotencyKey;
  const sheet = dependencies.itemSheets.read(csv);

  for (let run = 1; ; run += 1) {
    const imported = await importSheet(dependencies, { sellerId, accountId, key, csv, sheet, dryRun });
    if (!('code' in imported)) return { ...imported.answer, dryRun, replayed: imported.replayed };
    if (imported.code !== 'IMPORT_DISTURBED' || run === MAX_RUNS) return imported;
  }
}

type Import = Readonly<{
  sellerId: SellerId;
  accountId: AccountId;
  key: string;
  csv: string;
  sheet: ReturnType<ItemSheets['read']>;
  dryRun: boolean;
}>;

/** Reads the items and, unless they change concurrently, writes them. */
async function importSheet(
  { itemImports, itemDetails, ...dependencies }: Omit<ImportItemsDependencies, 'itemSheets'>,
  { sellerId, accountId, key, csv, sheet, dryRun }: Import,
) {
  return runCommand(dependencies, {
    answer: storedSummary,
    input: { csv, dryRun },
    // Only members of the seller get this far, and nobody claims a key while holding item locks. A replay locks
    // nothing.
    claims: 'BEFORE_LOCK',
    key: { scope: { actor: `seller:${sellerId}`, operation: 'importItems', key }, provisional: null },
    lock: async (tx) =>
      'faults' in sheet
        ? sheet
        : { rows: sheet.rows, known: await itemImports.lock(tx, sellerId, sheet.rows) },
    notFound: { code: 'SELLER_NOT_FOUND' },
    async decide(tx, subject): Promise<Decision<ImportSummary, null> | Rejection> {
      if ('faults' in subject) return rejectedFor(subject.faults);
      const plan = planImport(subject.rows, subject.known, itemDetails);
      if (!('summary' in plan)) return rejectedFor(plan);
      const { summary: answer, rows } = plan;
      if (dryRun) return { answer, write: null, isDryRun: true };
      const isWritten = await itemImports.write(tx, { sellerId, accountId, rows });
      return isWritten ? { answer, write: null } : { code: 'IMPORT_DISTURBED' };
    },
    async save(tx, _, answer) {
      await dependencies.idempotency.complete(tx, answer);
      return null;
    },
  });
}

function rejectedFor(faults: readonly RowFault[]): ImportRejected {
  return {
    code: 'IMPORT_REJECTED',
    faults: faults.slice(0, MAX_REPORTED_FAULTS),
    faultCount: faults.length,
  };
}
