import type { ExecutionArgs, ExecutionResult } from 'graphql';
import { createSourceEventStream, execute } from 'graphql';

/**
 * As graphql's own `subscribe`, but every event is executed in a context of its own: what was loaded for one event is not
 * shown again with the next, and fields see the actor as it was rechecked for this event. Of subscribers who are told the
 * same event (the same object, see `batched-reads.ts`), those who ask for the same as the same actor share one execution.
 */
export async function subscribeAfresh(
  args: ExecutionArgs,
): Promise<ExecutionResult | AsyncIterableIterator<ExecutionResult>> {
  const events = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in events)) return events;
  const { actor, contextOfEvent } = liveOf(args.contextValue);
  const asked = JSON.stringify([args.document.loc?.source.body, args.operationName, args.variableValues]);
  const executed = (event: unknown): Executed =>
    once(event, `${asked}${JSON.stringify(actor())}`, () =>
      execute({ ...args, rootValue: event, contextValue: contextOfEvent() }),
    );
  return mapped(events[Symbol.asyncIterator](), executed);
}

/** One `next` of the result is one of the source: nothing is taken before it is wanted. */
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

/** An event is forgotten with its executions when nobody is told it any more. */
const executions = new WeakMap<object, Map<string, Executed>>();

function once(event: unknown, question: string, run: () => Executed): Executed {
  if (typeof event !== 'object' || event === null) return run();
  const present = executions.get(event) ?? new Map<string, Executed>();
  executions.set(event, present);
  const result = present.get(question) ?? run();
  present.set(question, result);
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
