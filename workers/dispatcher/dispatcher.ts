import { setTimeout as delay } from 'node:timers/promises';

import type { DueMail } from '../../core/mail/ports.js';
import type { DueStep } from '../../core/psp/ports.js';
import type { WaitingWebhook } from '../../core/psp/webhook-inbox.js';
import type { Logger } from '../../core/shared/logger.js';

/** Kinds of due work, each polled with its own statement. */
const KINDS = ['steps', 'webhooks', 'mails'] as const;
export type DueKind = (typeof KINDS)[number];
export const ALL_KINDS: readonly DueKind[] = KINDS;

/** Sources of due work and the queues of its jobs. */
export type DispatcherDependencies = Readonly<{
  takeSteps: (limit: number) => Promise<readonly DueStep[]>;
  takeWebhooks: (limit: number) => Promise<readonly WaitingWebhook[]>;
  takeMails: (limit: number) => Promise<readonly DueMail[]>;
  enqueueSteps: (steps: readonly DueStep[]) => Promise<void>;
  enqueueWebhooks: (events: readonly WaitingWebhook[]) => Promise<void>;
  enqueueMails: (mails: readonly DueMail[]) => Promise<void>;
  logger: Logger;
  /** Calls the listener with the kinds that may have become due. */
  wake: (listener: (kinds: readonly DueKind[]) => void) => () => void;
}>;

/** Polling interval for all kinds; a lost wake-up costs half a second, never work. */
const POLL_INTERVAL_MS = 500;
/**
 * Work that becomes due within this time after a poll is taken together by the next one: under load there are hundreds
 * of wake-ups per second.
 */
const BATCHING_MS = 10;
const BATCH = 200;

/**
 * Creates queue jobs for the work that is due in Postgres. Also recovers lost work: after a crash of its request,
 * worker or queue, a step is due again when its lease or grace period ends. Any number of dispatchers may run.
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
      const remaining = await dispatchOnce(dependencies, kinds).catch((error: unknown) => {
        logger.warn({ event: 'dispatcher.failed', error });
        return [];
      });
      for (const kind of remaining) wanted.add(kind);
      if (remaining.length > 0) continue;
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

/** Polls the kinds once; returns those that may have more due work. */
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
