/** Result of a job, as far as the queue needs it. */
export type JobEnd =
  | Readonly<{ end: 'DONE'; note: string }>
  | Readonly<{ end: 'RETRY'; reason: string; retryInMs: number }>
  /** Nothing was done because none of the queue's jobs can run for now; the whole queue pauses. */
  | Readonly<{ end: 'NOT_NOW'; reason: string; retryInMs: number }>
  | Readonly<{ end: 'FAILED'; reason: string }>;
