/** Answers that speak about the record itself: sending it again can only get the same answer. */
const REFUSALS = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD']);

/** True when the broker said that it will never take this record. Anything else may pass. */
export function refusedByBroker(error: unknown): boolean {
  return causesOf(error).some(
    (cause) => 'type' in cause && typeof cause.type === 'string' && REFUSALS.has(cause.type),
  );
}

/** The error in words, with the broker's own name for it where there is one. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const typed = causesOf(error).find((cause) => 'type' in cause && typeof cause.type === 'string');
  return typed && 'type' in typed ? `${String(typed.type)}: ${error.message}` : error.message;
}

/** kafkajs wraps what happened once or twice on its way up. */
function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let cause = error; cause instanceof Error && !causes.includes(cause); cause = cause.cause)
    causes.push(cause);
  return causes;
}
