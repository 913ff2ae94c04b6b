import { createGuestTokens } from '../../adapters/crypto/guest-tokens.js';
import { openStores } from '../../adapters/postgres/open-stores.js';
import { type Database, openDatabase } from '../../adapters/postgres/database/database.js';
import { assertOutsideTransaction } from '../../adapters/postgres/database/pg-transaction.js';
import { createStripePsp } from '../../adapters/stripe/stripe-psp.js';
import type { StrategySetting } from '../../core/checkout/authorization/plan-authorizations.js';
import { composeMoney } from '../../core/composition/compose-money.js';
import { bindMoneyUseCases, type MoneyUseCases } from '../../core/composition/money-use-cases.js';
import type { AccountId } from '../../core/shared/ids.js';
import { newId } from '../../core/shared/ids.js';
import { silentLogger } from '../harness/silent-logger.js';
import { createDatabase, type TestDatabase } from '../harness/database.js';
import { installClock, type ModelClock } from './model-clock.js';
import { ModelPsp } from './model-psp.js';
import { type Misfortune, ProcessCrashed, withMisfortune } from './misfortune.js';
import { type GuaranteeCheck, openGuaranteeCheck } from './guarantee-check.js';

/** The use cases with the real adapters in this process, on a database and a PSP whose clocks a story can advance. */
export type ModelWorld = Readonly<{
  database: TestDatabase;
  services: ReturnType<typeof composeServices>;
  useCases: MoneyUseCases;
  psp: ModelPsp;
  misfortune: Misfortune;
  check: GuaranteeCheck;
  /** The account of everyone who is not a guest. */
  accountId: AccountId;
  aheadMs: () => number;
  /** Advances both clocks; the PSP runs what becomes due at its own time. */
  jump(ms: number): Promise<void>;
  /** Waits for background work that continues after an answer. */
  untilQuiet(): Promise<void>;
  close(): Promise<void>;
}>;

/** Enough for two concurrent commands, their background work and the guarantee check. */
const POOL_MAX = 8;

/** A new database and a new PSP. */
export async function openWorld(): Promise<ModelWorld> {
  const database = await createDatabase();
  const clock = await installClock(database);
  const accountId = newId('acc');
  await database.sql(
    `INSERT INTO account (id, email, display_name, password_hash, role) VALUES ($1, 'model@example.com', 'Model', 'none', 'OPS')`,
    [accountId],
  );
  const opened = await openDatabase({
    url: database.url,
    poolMax: POOL_MAX,
    applicationName: 'splitcart-model',
  });
  const psp = new ModelPsp();
  const misfortune: Misfortune = { next: [], sleep: () => Promise.resolve() };
  const background = new Set<Promise<unknown>>();
  const services = composeServices(opened, { psp, misfortune, background });
  const check = await openGuaranteeCheck(database);
  return {
    database,
    services,
    useCases: bindMoneyUseCases(services),
    psp,
    misfortune,
    check,
    accountId,
    aheadMs: clock.aheadMs,
    jump: (ms) => jumpBoth(clock, psp, ms),
    async untilQuiet() {
      while (background.size > 0) {
        const works = [...background];
        const ends = await Promise.allSettled(works);
        for (const work of works) background.delete(work);
        for (const end of ends)
          if (end.status === 'rejected' && !(end.reason instanceof ProcessCrashed)) throw end.reason;
      }
    },
    async close() {
      await psp.close();
      await check.close();
      await opened.close();
      await database.drop();
    },
  };
}

async function jumpBoth(clock: ModelClock, psp: ModelPsp, ms: number): Promise<void> {
  await clock.jump(ms);
  psp.travel(clock.aheadMs());
}

type Surroundings = Readonly<{ psp: ModelPsp; misfortune: Misfortune; background: Set<Promise<unknown>> }>;

function composeServices(database: Database, { psp, misfortune, background }: Surroundings) {
  // A circuit breaker counts real time, and a story takes almost none; the breaker has its own tests.
  const circuit = { run: <Answer>(call: () => Promise<Answer>) => call(), isOpen: () => false };
  const stripe = createStripePsp({ stripe: psp.stripe, mayCall: assertOutsideTransaction, circuit });
  return composeMoney({
    ...openStores(database),
    psp: withMisfortune(stripe, misfortune),
    tokens: createGuestTokens('a secret of the model test, long enough'),
    live: { announce: () => undefined },
    wakeUp: () => undefined,
    pspIdentity: { livemode: false, account: null },
    captureStrategy: 'auto' as StrategySetting,
    jitter: () => 0.5,
    pspBudgetMs: 3_000,
    background: { follow: (work: Promise<unknown>) => void background.add(work) },
    returnUrl: () => 'http://localhost/orders',
    logger: silentLogger,
  });
}
