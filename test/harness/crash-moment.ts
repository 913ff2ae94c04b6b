import type { Caught } from './database-gate.js';
import type { TestProcess } from './process.js';
import { plantFault } from './shopper.js';
import type { TestSystem } from './system.js';
import { waitFor } from './wait-for.js';

/**
 * How a test kills a process at an exact moment, and not roughly then. Start the system with `gate: true`.
 *
 * `crashAt` is for steps that call the PSP. The three moments are pinned down like this:
 *
 *   before the call    the PSP has the request and never executes it (fault `timeout_before`)
 *   after the call     the PSP has executed it and never answers (fault `timeout_after`)
 *   after the commit   the database has committed what the PSP said and its answer never arrives (`database-gate.ts`)
 *
 * `crashAtDatabase` is for everything else: the process is killed when a statement of it has been sent and not executed, or
 * has been executed and not answered.
 *
 * Both return when the process runs again. The leases of the dead are ended at once instead of after their 20 s; nothing else
 * is helped along. A webhook that went down with its worker is taken up again within 15 s.
 *
 *   for (const moment of CRASH_MOMENTS)
 *     test(`a refund, killed ${moment}`, async () => {
 *       const order = await capturedOrder();
 *       const kind = 'REFUND', operation = 'refunds.create';
 *       const did = async () => (await journal(system, 'refund')).some(({ intent }) => intent === order.pspIntentId);
 *       await crashAt(system, { moment, victim: system.workers, kind, operation, act: () => refund(order), did });
 *       await waitFor(() => isRefunded(order));
 *       expect(refundsInJournal(order)).toHaveLength(1);
 *     });
 */
export const CRASH_MOMENTS = ['before the call', 'after the call', 'after the commit'] as const;

export type CrashMoment = (typeof CRASH_MOMENTS)[number];

export type StepCrash = Readonly<{
  moment: CrashMoment;
  /** Who makes the call: the api for creating and confirming, the workers for everything else. */
  victim: TestProcess;
  /** The step whose call it is. One step of the kind may be under way at a time. */
  kind: string;
  /** The PSP's operation and what tells this call from others of it, as the simulator's faults take them. */
  operation: string;
  match?: Readonly<Record<string, unknown>>;
  /** Does what leads to the call, and ends when the victim dies or before: nothing that waits for the flow's end. */
  act: () => Promise<unknown>;
  /** Whether the PSP's own records show that it has done it. */
  did: () => Promise<boolean>;
}>;

/** So long the PSP thinks before a crash after the commit; the test finds the step meanwhile. Below the client's timeout. */
const THINKING_MS = 3_000;

/** Kills the process at the moment of its PSP call, and starts it again. */
export async function crashAt(system: TestSystem, crash: StepCrash): Promise<void> {
  const { moment, victim, kind, operation, match = {} } = crash;
  const { mend, struck } = await plantFault(system, { ...FAULTS[moment], operation, match, times: 1 });
  const acting = crash.act().catch(() => 'the process that should have answered is dead');
  try {
    await waitFor(async () => (await struck()) === 1, { what: `${operation} at the PSP` });
    if (moment === 'after the call') await waitFor(crash.did, { what: `what ${operation} does` });
    if (moment === 'after the commit') {
      const id = await stepUnderWay(system, kind);
      await within(system.gate.hold({ hold: 'ANSWER', words: [`"id":"${id}","lease_token"`] }), kind);
    }
    await restart(system, victim, acting);
  } finally {
    await mend();
  }
}

const FAULTS: Readonly<Record<CrashMoment, Record<string, unknown>>> = {
  'before the call': { kind: 'timeout_before' },
  'after the call': { kind: 'timeout_after' },
  'after the commit': { kind: 'delay', delayMs: THINKING_MS },
};

/** Kills the process when its next such statement stands at the gate, and starts it again. */
export async function crashAtDatabase(
  system: TestSystem,
  { victim, at, act }: { victim: TestProcess; at: Caught; act: () => Promise<unknown> },
): Promise<void> {
  const held = system.gate.hold(at);
  const acting = act().catch(() => 'the process that should have answered is dead');
  await within(held, at.words.join(', '));
  await restart(system, victim, acting);
}

async function stepUnderWay({ database }: TestSystem, kind: string): Promise<string> {
  const rows = await database.sql<{ id: string }>(
    `SELECT id FROM psp_step WHERE kind = $1 AND state = 'LEASED'`,
    [kind],
  );
  const [step] = rows;
  if (step === undefined || rows.length > 1) throw new Error(`${rows.length} steps ${kind} are under way`);
  return step.id;
}

async function restart(system: TestSystem, victim: TestProcess, acting: Promise<unknown>): Promise<void> {
  await victim.kill('SIGKILL');
  system.gate.open();
  await acting;
  await system.database.sql(
    `UPDATE psp_step SET lease_until = now(), dispatched_at = NULL WHERE state = 'LEASED'`,
  );
  await victim.start();
}

const REACHED_WITHIN_MS = 20_000;

async function within(reached: Promise<void>, what: string): Promise<void> {
  let isReached = false;
  void reached.then(() => (isReached = true));
  await waitFor(() => isReached, { what: `${what} at the gate`, timeoutMs: REACHED_WITHIN_MS, everyMs: 5 });
}
