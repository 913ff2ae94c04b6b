import { PoisonMessageError, type ReceivedEvent } from './received-event.js';

/** What a consumer does about one type of event. Everything it writes goes through `tx`. */
export type EventHandler<Tx> = (event: ReceivedEvent, tx: Tx) => Promise<void>;

/** A handler of typed data: data that `parse` throws on is a poison message and is not tried again. */
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
