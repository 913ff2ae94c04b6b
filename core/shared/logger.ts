/** One log line. `event` is its stable name, as `outbox.batch_published`; the other fields say about what. */
export type LogFields = Readonly<Record<string, unknown>> & { readonly event: string };

/** Where structured log lines go. Expected refusals are info, what is not known yet is warn, a fault of ours is error. */
export interface Logger {
  debug(fields: LogFields): void;
  info(fields: LogFields): void;
  warn(fields: LogFields): void;
  error(fields: LogFields): void;
}
