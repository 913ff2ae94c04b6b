/** The stored answer of a request, by account and idempotency key. */
export interface IdempotentAnswer {
  id: string;
  /** Hash of method, path and parameters of the first request; any other under the same key is rejected. */
  fingerprint: string;
  status: number;
  body: string;
  createdAt: number;
}
