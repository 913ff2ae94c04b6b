import { map } from '@graphql-yoga/subscription';
import type { ExecutionArgs, ExecutionResult } from 'graphql';
import { createSourceEventStream, execute } from 'graphql';

/**
 * As graphql's own `subscribe`, but every event is executed in a context of its own: what was loaded for one event is not
 * shown again with the next, and fields see the actor as it was rechecked for this event.
 */
export async function subscribeAfresh(
  args: ExecutionArgs,
): Promise<ExecutionResult | AsyncIterableIterator<ExecutionResult>> {
  const events = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in events)) return events;
  const executed = map((event: unknown) =>
    execute({ ...args, rootValue: event, contextValue: contextOfEvent(args.contextValue) }),
  );
  return executed(events);
}

function contextOfEvent(context: unknown): unknown {
  if (!isOnSocket(context)) throw new Error('subscriptions run on sockets');
  return context.live.contextOfEvent();
}

function isOnSocket(context: unknown): context is { live: { contextOfEvent: () => unknown } } {
  return typeof context === 'object' && context !== null && 'live' in context && context.live !== null;
}
