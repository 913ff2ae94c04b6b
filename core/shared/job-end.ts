/** How a job's work ended, as far as the queue has to know. */
export type JobEnd =
  | Readonly<{ end: 'DONE'; note: string }>
  | Readonly<{ end: 'RETRY'; reason: string; retryInMs: number }>
  /** Nothing was done, because the queue's work cannot be done at all for now; the whole queue waits. */
  | Readonly<{ end: 'NOT_NOW'; reason: string; retryInMs: number }>
  | Readonly<{ end: 'FAILED'; reason: string }>;
