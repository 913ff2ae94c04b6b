import { afterEach, expect, test } from 'vitest';

import { waitFor } from '../../test/harness/wait-for.js';
import { type DueKind, startDispatcher } from './dispatcher.js';

const running: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const dispatcher of running.splice(0)) await dispatcher.stop();
});

/** A dispatcher that finds nothing, and the kinds it has polled since its first poll. */
async function idleDispatcher(pollIntervalMs = 60_000) {
  const polls: DueKind[] = [];
  let wake: (kinds: readonly DueKind[]) => void = () => undefined;
  let onPoll: () => void = () => undefined;
  const poll = (kind: DueKind) => async () => {
    polls.push(kind);
    onPoll();
    return [];
  };
  const ignore = () => undefined;
  const dispatcher = startDispatcher(
    {
      ...{ takeSteps: poll('steps'), takeWebhooks: poll('webhooks'), takeMails: poll('mails') },
      ...{ enqueueSteps: async () => {}, enqueueWebhooks: async () => {}, enqueueMails: async () => {} },
      logger: { debug: ignore, info: ignore, warn: ignore, error: ignore },
      wake: (listener) => {
        wake = listener;
        return ignore;
      },
    },
    pollIntervalMs,
  );
  running.push(dispatcher);
  await waitFor(() => polls.length >= 3, { what: 'the first poll' });
  polls.splice(0, 3);
  return {
    polls,
    wake: (kinds: readonly DueKind[]) => wake(kinds),
    onNextPoll: (listener: () => void) => {
      onPoll = () => {
        onPoll = ignore;
        listener();
      };
    },
  };
}

test('polls only the kinds it is woken for', async () => {
  const { polls, wake } = await idleDispatcher();
  wake(['webhooks']);
  await waitFor(() => polls.length === 1, { what: 'a poll for webhooks' });
  wake(['steps', 'mails']);
  await waitFor(() => polls.length === 3, { what: 'a poll for both' });
  expect(polls).toEqual(['webhooks', 'steps', 'mails']);
});

test('polls everything periodically without a wake-up', async () => {
  const { polls } = await idleDispatcher(1);
  await waitFor(() => polls.length >= 6, { what: 'two polls' });
  expect(polls.slice(0, 3).toSorted()).toEqual(['mails', 'steps', 'webhooks']);
});

test('polls once more for everything that becomes due during a poll', async () => {
  const { polls, wake, onNextPoll } = await idleDispatcher();
  onNextPoll(() => {
    wake(['steps']);
    wake(['steps']);
    wake(['mails']);
  });
  wake(['steps']);
  await waitFor(() => polls.length >= 3, { what: 'the second poll' });
  expect(polls.slice(0, 3)).toEqual(['steps', 'steps', 'mails']);
});
