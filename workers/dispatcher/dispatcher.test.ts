import { afterEach, expect, test } from 'vitest';

import { waitFor } from '../../test/harness/wait-for.js';
import { type DueKind, startDispatcher } from './dispatcher.js';

const running: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const dispatcher of running.splice(0)) await dispatcher.stop();
});

/** A dispatcher that finds nothing, and what it has looked for since its first look. */
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
  await waitFor(() => polls.length >= 3, { what: 'the first look' });
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

test('looks only for what it is woken for', async () => {
  const { polls, wake } = await idleDispatcher();
  wake(['webhooks']);
  await waitFor(() => polls.length === 1, { what: 'a look for webhooks' });
  wake(['steps', 'mails']);
  await waitFor(() => polls.length === 3, { what: 'a look for both' });
  expect(polls).toEqual(['webhooks', 'steps', 'mails']);
});

test('looks for everything from time to time, woken or not', async () => {
  const { polls } = await idleDispatcher(1);
  await waitFor(() => polls.length >= 6, { what: 'two looks' });
  expect(polls.slice(0, 3).toSorted()).toEqual(['mails', 'steps', 'webhooks']);
});

test('what becomes due while it looks is looked for again, all of it at once', async () => {
  const { polls, wake, onNextPoll } = await idleDispatcher();
  onNextPoll(() => {
    wake(['steps']);
    wake(['steps']);
    wake(['mails']);
  });
  wake(['steps']);
  await waitFor(() => polls.length >= 3, { what: 'the second look' });
  expect(polls.slice(0, 3)).toEqual(['steps', 'steps', 'mails']);
});
