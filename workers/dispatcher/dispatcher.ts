import type { DueMail } from '../../core/mail/ports.js';
import type { DueStep } from '../../core/payments/ports.js';
import type { WaitingWebhook } from '../../core/payments/webhook-inbox.js';
import type { Logger } from '../../core/shared/logger.js';

/** Where due work is read from and where its jobs go. */
export type DispatcherDependencies = Readonly<{
  takeSteps: (limit: number) => Promise<readonly DueStep[]>;
  takeWebhooks: (limit: number) => Promise<readonly WaitingWebhook[]>;
  takeMails: (limit: number) => Promise<readonly DueMail[]>;
  enqueueSteps: (steps: readonly DueStep[]) => Promise<void>;
  enqueueWebhooks: (events: readonly WaitingWebhook[]) => Promise<void>;
  enqueueMails: (mails: readonly DueMail[]) => Promise<void>;
  logger: Logger;
  /** Calls the listener when something may have become due. */
  wake: (listener: () => void) => () => void;
}>;

/** Without a nudge it looks this often; a lost nudge costs half a second, never work. */
const LOOK_EVERY_MS = 500;
const BATCH = 200;

/**
 * Makes queue jobs for what Postgres says is due. It is also the sweeper: a step whose request, worker or queue died is
 * due again when its lease or grace period ends. Any number of dispatchers may run.
 */
export function startDispatcher(dependencies: DispatcherDependencies): { stop: () => Promise<void> } {
  const { logger } = dependencies;
  let stopped = false;
  let rouse: () => void = () => undefined;
  const unsubscribe = dependencies.wake(() => rouse());

  const loop = async (): Promise<void> => {
    while (!stopped) {
      const nudge = Promise.withResolvers<void>();
      rouse = nudge.resolve;
      const timer = setTimeout(nudge.resolve, LOOK_EVERY_MS);
      const taken = await dispatchOnce(dependencies).catch((error: unknown) => {
        logger.warn({ event: 'dispatcher.failed', error });
        return 0;
      });
      if (taken < BATCH) await nudge.promise;
      clearTimeout(timer);
    }
  };
  const running = loop();

  return {
    async stop() {
      stopped = true;
      unsubscribe();
      rouse();
      await running;
    },
  };
}

/** One look: how many pieces of work were given to the queues. */
async function dispatchOnce(dependencies: DispatcherDependencies): Promise<number> {
  const [steps, webhooks, mails] = await Promise.all([
    dependencies.takeSteps(BATCH),
    dependencies.takeWebhooks(BATCH),
    dependencies.takeMails(BATCH),
  ]);
  await Promise.all([
    dependencies.enqueueSteps(steps),
    dependencies.enqueueWebhooks(webhooks),
    dependencies.enqueueMails(mails),
  ]);
  return Math.max(steps.length, webhooks.length, mails.length);
}
