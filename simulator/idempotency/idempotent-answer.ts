/** The remembered answer of a request, by account and idempotency key. */
export interface IdempotentAnswer {
  id: string;
  /** Method, path and parameters of the first request; another one under the same key is refused. */
  fingerprint: string;
  status: number;
  body: string;
  createdAt: number;
}
