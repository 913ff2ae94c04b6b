/** The four error types of Stripe's API (docs.stripe.com/api/errors). */
export type ErrorType = 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';

/** Optional fields of an error besides its type and message; absent fields are omitted. */
export interface ErrorDetails {
  code?: string;
  param?: string;
  decline_code?: string;
  advice_code?: string;
  network_decline_code?: string;
  charge?: string;
  payment_intent?: object;
  setup_intent?: object;
  payment_method?: object;
  payment_method_type?: string;
}

/** How far the request got before it failed. */
export type ErrorStage = 'validation' | 'execution' | 'commit';

/**
 * An API error. `stage` is how far the request got: `validation` errors are not stored under the idempotency key
 * and change nothing; `execution` errors are stored; `commit` errors also keep their changes (a decline keeps its
 * failed charge).
 */
export class StripeError extends Error {
  readonly type: ErrorType;
  readonly details: ErrorDetails;
  readonly stage: ErrorStage;

  constructor(
    readonly status: number,
    message: string,
    more: { type?: ErrorType; details?: ErrorDetails; stage?: ErrorStage } = {},
  ) {
    super(message);
    this.type = more.type ?? (status === 402 ? 'card_error' : 'invalid_request_error');
    this.details = more.details ?? {};
    this.stage = more.stage ?? 'execution';
  }
}

/** 400: a parameter is missing, unknown or malformed. */
export function invalidParameter(message: string, code: string | undefined, param: string): StripeError {
  const details = code === undefined ? { param } : { code, param };
  return new StripeError(400, message, { details, stage: 'validation' });
}

/** 400: the request is valid, but the object's state does not allow it. */
export function invalidRequest(message: string, details: ErrorDetails = {}): StripeError {
  return new StripeError(400, message, { details });
}

/** 404 for an id in the path, 400 for an id in a parameter, as at Stripe. */
export function resourceMissing(what: string, id: string, param = 'id'): StripeError {
  const status = param === 'id' || param === 'intent' ? 404 : 400;
  return new StripeError(status, `No such ${what}: '${id}'`, {
    details: {
      code: 'resource_missing',
      param,
    },
  });
}

/** 401: no key, or not a test key. */
export function unauthorized(message: string, code?: string): StripeError {
  return new StripeError(401, message, { details: code === undefined ? {} : { code }, stage: 'validation' });
}

/** Stripe's error body: `{error: {type, message, code?, …, doc_url?, request_log_url}}`. */
export function errorBody(error: StripeError, requestId: string): object {
  const { code } = error.details;
  return {
    error: {
      ...error.details,
      ...(code === undefined
        ? {}
        : { doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` }),
      message: error.message,
      request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}`,
      type: error.type,
    },
  };
}
