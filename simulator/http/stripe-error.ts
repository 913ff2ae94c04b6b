/** The four error types of Stripe's API (docs.stripe.com/api/errors). */
export type ErrorType = 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';

/** Everything an error answer may carry beside its type and message; absent fields are left out. */
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

/** How far the request came before it failed. */
export type ErrorStage = 'validation' | 'execution' | 'commit';

/**
 * An error the API answers with. `stage` says how far the request came: `validation` errors are not remembered
 * under the idempotency key and change nothing; `execution` errors are remembered; `commit` errors also keep
 * what they changed (a decline leaves a failed charge behind).
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

/** 400: a parameter is missing, unknown or of the wrong form. */
export function invalidParameter(message: string, code: string | undefined, param: string): StripeError {
  const details = code === undefined ? { param } : { code, param };
  return new StripeError(400, message, { details, stage: 'validation' });
}

/** 400: the request is well-formed and the state of the object forbids it. */
export function invalidRequest(message: string, details: ErrorDetails = {}): StripeError {
  return new StripeError(400, message, { details });
}

/** 404 for an id in the path, 400 for an id in a parameter, as Stripe answers. */
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

/** The body Stripe sends: `{error: {type, message, code?, …, doc_url?, request_log_url}}`. */
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
