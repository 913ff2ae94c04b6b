import { GraphQLError } from 'graphql';
import { expect, test } from 'vitest';

import { liveEvents } from './live-events.js';

/** Events of looks that are scripted: each look yields its events, or throws. */
function scripted(reads: readonly (readonly string[] | Error)[]) {
  const logged: unknown[] = [];
  const state = { reads: 0, watching: 0, announce: () => undefined as void };
  const ignore = () => undefined;
  const events = liveEvents<string>({
    async *read() {
      const found = reads[state.reads] ?? [];
      state.reads += 1;
      if (found instanceof Error) throw found;
      yield* found;
    },
    watch: (listener) => {
      state.watching += 1;
      state.announce = listener;
      return () => {
        state.watching -= 1;
      };
    },
    logger: { debug: ignore, info: ignore, warn: (fields) => void logged.push(fields), error: ignore },
  });
  return { events, state, logged };
}

const value = (text: string) => ({ done: false, value: text });
const END = { done: true, value: undefined };

test('the present state comes first, then what an announcement brings', async () => {
  const { events, state } = scripted([['now'], ['later', 'and more']]);
  expect(await events.next()).toEqual(value('now'));
  const next = events.next();
  state.announce();
  expect(await next).toEqual(value('later'));
  expect(await events.next()).toEqual(value('and more'));
});

test('what is announced while an event is being taken is looked at afterwards, once', async () => {
  const { events, state } = scripted([['now'], ['later'], ['too often']]);
  await events.next();
  state.announce();
  state.announce();
  expect(await events.next()).toEqual(value('later'));
  void events.next();
  await new Promise((resolve) => setImmediate(resolve));
  expect(state.reads).toBe(2);
  await events.return?.();
});

test('a look that finds nothing new sends nothing', async () => {
  const { events, state } = scripted([['now'], [], ['later']]);
  await events.next();
  const next = events.next();
  state.announce();
  await new Promise((resolve) => setImmediate(resolve));
  state.announce();
  expect(await next).toEqual(value('later'));
});

test('the end of the subscription ends a wait, and nobody listens any more', async () => {
  const { events, state } = scripted([['now']]);
  await events.next();
  expect(state.watching).toBe(1);
  const next = events.next();
  await events.return?.();
  expect(await next).toEqual(END);
  expect(await events.next()).toEqual(END);
  expect(state.watching).toBe(0);
});

test('a refusal ends it; a fault is told and looked at again with the next announcement', async () => {
  const { events, state, logged } = scripted([['now'], new Error('no database'), new GraphQLError('gone')]);
  await events.next();
  const next = events.next();
  state.announce();
  await new Promise((resolve) => setImmediate(resolve));
  expect(logged).toEqual([{ event: 'subscription.read_failed', reason: 'Error: no database' }]);
  state.announce();
  await expect(next).rejects.toThrow('gone');
  expect(state.watching).toBe(0);
  expect(await events.next()).toEqual(END);
});
