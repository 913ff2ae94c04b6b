/** How a job's work ended, as far as the queue has to know. */
export type JobEnd =
  | Readonly<{ end: 'DONE'; note: string }>
  | Readonly<{ end: 'RETRY'; reason: string; retryInMs: number }>
  | Readonly<{ end: 'FAILED'; reason: string }>;
