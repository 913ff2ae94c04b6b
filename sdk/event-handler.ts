import { PoisonMessageError, type ReceivedEvent } from './received-event.js';

/** Handles one type of event. All its writes go through `tx`. */
export type EventHandler<Tx> = (event: ReceivedEvent, tx: Tx) => Promise<void>;

/** Creates a handler of typed data: data that `parse` throws on makes a poison message, which is not retried. */
export function eventHandler<Data, Tx>(
  parse: (data: unknown) => Data,
  handle: (event: ReceivedEvent<Data>, tx: Tx) => Promise<void>,
): EventHandler<Tx> {
  return async (event, tx) => handle({ ...event, data: parseData(parse, event) }, tx);
}

function parseData<Data>(parse: (data: unknown) => Data, event: ReceivedEvent): Data {
  try {
    return parse(event.data);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PoisonMessageError(`${event.type} ${event.id}: ${reason}`, { cause: error });
  }
}
