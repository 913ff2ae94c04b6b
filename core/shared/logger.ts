/** One log line. `event` is its stable name, as `outbox.batch_published`; the other fields are its data. */
export type LogFields = Readonly<Record<string, unknown>> & { readonly event: string };

/** Structured logging. Expected rejections are info, unknown outcomes warn, our own faults error. */
export interface Logger {
  debug(fields: LogFields): void;
  info(fields: LogFields): void;
  warn(fields: LogFields): void;
  error(fields: LogFields): void;
}
