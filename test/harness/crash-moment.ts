import type { Caught } from './database-gate.js';
import type { TestProcess } from './process.js';
import { plantFault } from './shopper.js';
import type { TestSystem } from './system.js';
import { waitFor } from './wait-for.js';

/**
 * Kills a process at an exact moment. Start the system with `gate: true`.
 *
 * `crashAt` is for steps that call the PSP. The three moments are defined as follows:
 *
 *   before the call    the PSP has the request but never executes it (fault `timeout_before`)
 *   after the call     the PSP has executed it but never responds (fault `timeout_after`)
 *   after the commit   the database has committed the PSP's result, but its response never arrives (`database-gate.ts`)
 *
 * `crashAtDatabase` is for everything else: the process is killed when one of its statements has been sent but not
 * executed, or executed but not answered.
 *
 * Both return when the process runs again. The leases of the killed process end at once instead of after 20 s; nothing
 * else is accelerated. A webhook event that was being processed by the killed worker is retried within 15 s.
 *
 *   for (const moment of CRASH_MOMENTS)
 *     test(`a refund killed ${moment}`, async () => {
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
  /** The process that makes the call: the api for create and confirm, the workers for everything else. */
  victim: TestProcess;
  /** The kind of the step that makes the call. At most one step of the kind may be in progress. */
  kind: string;
  /** The PSP operation and the fields that identify this call, in the form of the simulator's faults. */
  operation: string;
  match?: Readonly<Record<string, unknown>>;
  /** Triggers the call. It must return no later than the victim's death, so it must not wait for the flow to end. */
  act: () => Promise<unknown>;
  /** Whether the PSP's own records show the effect. */
  did: () => Promise<boolean>;
}>;

/** PSP delay before a crash after the commit, in which the test finds the step. Below the client's timeout. */
const PSP_DELAY_MS = 3_000;

/** Kills the process at the given moment of its PSP call, and restarts it. */
export async function crashAt(system: TestSystem, crash: StepCrash): Promise<void> {
  const { moment, victim, kind, operation, match = {} } = crash;
  const { removeFault, struck } = await plantFault(system, { ...FAULTS[moment], operation, match, times: 1 });
  const acting = crash.act().catch(() => 'the process was killed before it responded');
  try {
    await waitFor(async () => (await struck()) === 1, { what: `${operation} at the PSP` });
    if (moment === 'after the call') await waitFor(crash.did, { what: `the effect of ${operation}` });
    if (moment === 'after the commit') {
      const id = await stepInProgress(system, kind);
      await within(system.gate.hold({ hold: 'ANSWER', words: [`"id":"${id}","lease_token"`] }), kind);
    }
    await restart(system, victim, acting);
  } finally {
    await removeFault();
  }
}

const FAULTS: Readonly<Record<CrashMoment, Record<string, unknown>>> = {
  'before the call': { kind: 'timeout_before' },
  'after the call': { kind: 'timeout_after' },
  'after the commit': { kind: 'delay', delayMs: PSP_DELAY_MS },
};

/** Kills the process when its next matching statement is held at the gate, and restarts it. */
export async function crashAtDatabase(
  system: TestSystem,
  { victim, at, act }: { victim: TestProcess; at: Caught; act: () => Promise<unknown> },
): Promise<void> {
  const held = system.gate.hold(at);
  const acting = act().catch(() => 'the process was killed before it responded');
  await within(held, at.words.join(', '));
  await restart(system, victim, acting);
}

async function stepInProgress({ database }: TestSystem, kind: string): Promise<string> {
  const rows = await database.sql<{ id: string }>(
    `SELECT id FROM psp_step WHERE kind = $1 AND state = 'LEASED'`,
    [kind],
  );
  const [step] = rows;
  if (step === undefined || rows.length > 1) throw new Error(`${rows.length} ${kind} steps are in progress`);
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
