import { GraphQLError } from 'graphql';
import { expect, test } from 'vitest';

import { liveEvents } from './live-events.js';

/** Events of scripted reads: each read yields its events, or throws. */
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

test('sends the current state first, then what each announcement brings', async () => {
  const { events, state } = scripted([['now'], ['later', 'and more']]);
  expect(await events.next()).toEqual(value('now'));
  const next = events.next();
  state.announce();
  expect(await next).toEqual(value('later'));
  expect(await events.next()).toEqual(value('and more'));
});

test('announcements while an event is being consumed cause one read afterwards', async () => {
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

test('a read that finds nothing new sends nothing', async () => {
  const { events, state } = scripted([['now'], [], ['later']]);
  await events.next();
  const next = events.next();
  state.announce();
  await new Promise((resolve) => setImmediate(resolve));
  state.announce();
  expect(await next).toEqual(value('later'));
});

test('ending the subscription ends the wait and removes the listener', async () => {
  const { events, state } = scripted([['now']]);
  await events.next();
  expect(state.watching).toBe(1);
  const next = events.next();
  await events.return?.();
  expect(await next).toEqual(END);
  expect(await events.next()).toEqual(END);
  expect(state.watching).toBe(0);
});

test('a GraphQL error ends it; any other error is logged and the next announcement reads again', async () => {
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
