/** Answers that speak about the record itself: sending it again can only get the same answer. */
const UNDELIVERABLE_CODES = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD']);

/** True when the broker said that it will never take this record. Anything else may pass. */
export function isUndeliverable(error: unknown): boolean {
  return brokerCodesOf(error).some((code) => UNDELIVERABLE_CODES.has(code));
}

/** True when the broker does not know the topic, or not yet. */
export function isUnknownTopic(error: unknown): boolean {
  return brokerCodesOf(error).includes('UNKNOWN_TOPIC_OR_PARTITION');
}

/** The error in words, with the broker's own name for it where there is one. */
export function reasonOf(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  return [...brokerCodesOf(error).slice(0, 1), words].join(': ');
}

/** The broker's names for what happened; kafkajs wraps it once or twice on its way up. */
function brokerCodesOf(error: unknown): string[] {
  const causes: Error[] = [];
  for (let cause = error; cause instanceof Error && !causes.includes(cause); cause = cause.cause)
    causes.push(cause);
  return causes.flatMap((cause) => ('type' in cause && typeof cause.type === 'string' ? [cause.type] : []));
}
