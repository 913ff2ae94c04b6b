import { afterEach, expect, test } from 'vitest';

import { waitFor } from '../../test/harness/wait-for.js';
import { type DueKind, startDispatcher } from './dispatcher.js';

const running: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const dispatcher of running.splice(0)) await dispatcher.stop();
});

/** A dispatcher that finds nothing, and what it has looked for since its first look. */
async function idleDispatcher(lookEveryMs = 60_000) {
  const looks: DueKind[] = [];
  let wake: (kinds: readonly DueKind[]) => void = () => undefined;
  let onLook: () => void = () => undefined;
  const look = (kind: DueKind) => async () => {
    looks.push(kind);
    onLook();
    return [];
  };
  const ignore = () => undefined;
  const dispatcher = startDispatcher(
    {
      ...{ takeSteps: look('steps'), takeWebhooks: look('webhooks'), takeMails: look('mails') },
      ...{ enqueueSteps: async () => {}, enqueueWebhooks: async () => {}, enqueueMails: async () => {} },
      logger: { debug: ignore, info: ignore, warn: ignore, error: ignore },
      wake: (listener) => {
        wake = listener;
        return ignore;
      },
    },
    lookEveryMs,
  );
  running.push(dispatcher);
  await waitFor(() => looks.length >= 3, { what: 'the first look' });
  looks.splice(0, 3);
  return {
    looks,
    wake: (kinds: readonly DueKind[]) => wake(kinds),
    onNextLook: (listener: () => void) => {
      onLook = () => {
        onLook = ignore;
        listener();
      };
    },
  };
}

test('looks only for what it is woken for', async () => {
  const { looks, wake } = await idleDispatcher();
  wake(['webhooks']);
  await waitFor(() => looks.length === 1, { what: 'a look for webhooks' });
  wake(['steps', 'mails']);
  await waitFor(() => looks.length === 3, { what: 'a look for both' });
  expect(looks).toEqual(['webhooks', 'steps', 'mails']);
});

test('looks for everything from time to time, woken or not', async () => {
  const { looks } = await idleDispatcher(1);
  await waitFor(() => looks.length >= 6, { what: 'two looks' });
  expect(looks.slice(0, 3).toSorted()).toEqual(['mails', 'steps', 'webhooks']);
});

test('what becomes due while it looks is looked for again, all of it at once', async () => {
  const { looks, wake, onNextLook } = await idleDispatcher();
  onNextLook(() => {
    wake(['steps']);
    wake(['steps']);
    wake(['mails']);
  });
  wake(['steps']);
  await waitFor(() => looks.length >= 3, { what: 'the second look' });
  expect(looks.slice(0, 3)).toEqual(['steps', 'steps', 'mails']);
});
