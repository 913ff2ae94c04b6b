import type { ExecutionArgs, ExecutionResult } from 'graphql';
import { createSourceEventStream, execute } from 'graphql';

/**
 * Like graphql's own `subscribe`, but executes every event in a context of its own: nothing loaded for one event is shown
 * with the next, and fields see the actor as rechecked for this event. Subscribers to the same event (the same object, see
 * `batched-reads.ts`) with the same operation and actor share one execution.
 */
export async function subscribeAfresh(
  args: ExecutionArgs,
): Promise<ExecutionResult | AsyncIterableIterator<ExecutionResult>> {
  const events = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in events)) return events;
  const { actor, contextOfEvent } = liveOf(args.contextValue);
  const operation = JSON.stringify([args.document.loc?.source.body, args.operationName, args.variableValues]);
  const executed = (event: unknown): Executed =>
    once(event, `${operation}${JSON.stringify(actor())}`, () =>
      execute({ ...args, rootValue: event, contextValue: contextOfEvent() }),
    );
  return mapped(events[Symbol.asyncIterator](), executed);
}

/** One `next` of the result is one of the source: nothing is read before it is requested. */
function mapped<In, Out>(
  source: AsyncIterator<In>,
  change: (value: In) => Out | Promise<Out>,
): AsyncIterableIterator<Out> {
  return {
    async next() {
      const result = await source.next();
      return result.done === true
        ? { done: true, value: undefined }
        : { done: false, value: await change(result.value) };
    },
    async return() {
      await source.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

type Executed = ExecutionResult | Promise<ExecutionResult>;

/** An event and its executions are garbage-collected once no subscriber references it. */
const executions = new WeakMap<object, Map<string, Executed>>();

function once(event: unknown, query: string, run: () => Executed): Executed {
  if (typeof event !== 'object' || event === null) return run();
  const present = executions.get(event) ?? new Map<string, Executed>();
  executions.set(event, present);
  const result = present.get(query) ?? run();
  present.set(query, result);
  return result;
}

type Live = Readonly<{ actor: () => unknown; contextOfEvent: () => unknown }>;

function liveOf(context: unknown): Live {
  if (!isOnSocket(context)) throw new Error('subscriptions run on sockets');
  return context.live;
}

function isOnSocket(context: unknown): context is { live: Live } {
  return typeof context === 'object' && context !== null && 'live' in context && context.live !== null;
}
