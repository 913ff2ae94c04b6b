/** Errors about the record itself: sending it again can only fail the same way. */
const UNDELIVERABLE_CODES = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD']);

/** True when the broker will never accept this record. Any other error may be transient. */
export function isUndeliverable(error: unknown): boolean {
  return brokerCodesOf(error).some((code) => UNDELIVERABLE_CODES.has(code));
}

/** True when the broker does not know the topic (yet). */
export function isUnknownTopic(error: unknown): boolean {
  return brokerCodesOf(error).includes('UNKNOWN_TOPIC_OR_PARTITION');
}

/** The error message, prefixed with the broker's error code if there is one. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return [...brokerCodesOf(error).slice(0, 1), message].join(': ');
}

/** The broker's error codes; kafkajs wraps the original error once or twice. */
function brokerCodesOf(error: unknown): string[] {
  const causes: Error[] = [];
  for (let cause = error; cause instanceof Error && !causes.includes(cause); cause = cause.cause)
    causes.push(cause);
  return causes.flatMap((cause) => ('type' in cause && typeof cause.type === 'string' ? [cause.type] : []));
}
