import { setTimeout as delay } from 'node:timers/promises';

import type { DueMail } from '../../core/mail/ports.js';
import type { DueStep } from '../../core/psp/ports.js';
import type { WaitingWebhook } from '../../core/psp/webhook-inbox.js';
import type { Logger } from '../../core/shared/logger.js';

/** What may be due, and is looked for by a statement of its own. */
const KINDS = ['steps', 'webhooks', 'mails'] as const;
export type DueKind = (typeof KINDS)[number];
export const ALL_KINDS: readonly DueKind[] = KINDS;

/** Where due work is read from and where its jobs go. */
export type DispatcherDependencies = Readonly<{
  takeSteps: (limit: number) => Promise<readonly DueStep[]>;
  takeWebhooks: (limit: number) => Promise<readonly WaitingWebhook[]>;
  takeMails: (limit: number) => Promise<readonly DueMail[]>;
  enqueueSteps: (steps: readonly DueStep[]) => Promise<void>;
  enqueueWebhooks: (events: readonly WaitingWebhook[]) => Promise<void>;
  enqueueMails: (mails: readonly DueMail[]) => Promise<void>;
  logger: Logger;
  /** Calls the listener with what may have become due. */
  wake: (listener: (kinds: readonly DueKind[]) => void) => () => void;
}>;

/** Without a wake-up everything is looked for this often; a lost wake-up costs half a second, never work. */
const POLL_INTERVAL_MS = 500;
/** What becomes due within this time after a look is taken by the next one together: a busy shop wakes it hundreds of times a second. */
const BATCHING_MS = 10;
const BATCH = 200;

/**
 * Makes queue jobs for what Postgres says is due. It is also the sweeper: a step whose request, worker or queue died is
 * due again when its lease or grace period ends. Any number of dispatchers may run.
 */
export function startDispatcher(
  dependencies: DispatcherDependencies,
  pollIntervalMs = POLL_INTERVAL_MS,
): { stop: () => Promise<void> } {
  const { logger } = dependencies;
  const stopping = new AbortController();
  const wanted = new Set<DueKind>();
  let wakeLoop: () => void = () => undefined;
  const unsubscribe = dependencies.wake((kinds) => {
    for (const kind of kinds) wanted.add(kind);
    wakeLoop();
  });
  const wokenWithin = async (ms: number): Promise<void> => {
    const wakeUp = Promise.withResolvers<void>();
    wakeLoop = wakeUp.resolve;
    const timer = setTimeout(wakeUp.resolve, ms);
    if (wanted.size === 0 && !stopping.signal.aborted) await wakeUp.promise;
    clearTimeout(timer);
  };

  const loop = async (): Promise<void> => {
    let pollAllAt = 0;
    while (!stopping.signal.aborted) {
      if (Date.now() >= pollAllAt) {
        for (const kind of KINDS) wanted.add(kind);
        pollAllAt = Date.now() + pollIntervalMs;
      }
      const kinds = [...wanted];
      wanted.clear();
      const left = await dispatchOnce(dependencies, kinds).catch((error: unknown) => {
        logger.warn({ event: 'dispatcher.failed', error });
        return [];
      });
      for (const kind of left) wanted.add(kind);
      if (left.length > 0) continue;
      await delay(BATCHING_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      await wokenWithin(pollAllAt - Date.now());
    }
  };
  const running = loop();

  return {
    async stop() {
      stopping.abort();
      unsubscribe();
      wakeLoop();
      await running;
    },
  };
}

/** One look for the kinds; of which of them more may be left. */
async function dispatchOnce(
  dependencies: DispatcherDependencies,
  kinds: readonly DueKind[],
): Promise<readonly DueKind[]> {
  const { takeSteps, takeWebhooks, takeMails, enqueueSteps, enqueueWebhooks, enqueueMails } = dependencies;
  const dispatch = {
    steps: () => moved(takeSteps, enqueueSteps),
    webhooks: () => moved(takeWebhooks, enqueueWebhooks),
    mails: () => moved(takeMails, enqueueMails),
  };
  const moves = await Promise.all(kinds.map(async (kind) => ({ kind, count: await dispatch[kind]() })));
  return moves.filter(({ count }) => count >= BATCH).map(({ kind }) => kind);
}

async function moved<Due>(
  take: (limit: number) => Promise<readonly Due[]>,
  enqueue: (due: readonly Due[]) => Promise<void>,
): Promise<number> {
  const due = await take(BATCH);
  if (due.length > 0) await enqueue(due);
  return due.length;
}
