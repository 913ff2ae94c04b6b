import { type ApiError, messageOf } from './error-messages.js';

/** Fields that all error types have in common. */
export type UserError = Readonly<{
  __typename: string;
  code: ApiError['code'];
  message: string;
  field: string | null;
}>;

/** The GraphQL value of a domain error; its data keeps its field names. */
export function userError(error: ApiError): UserError {
  return {
    ...error,
    __typename: typenameOf(error.code),
    message: messageOf(error),
    field: error.code === 'INVALID_INPUT' ? error.field : null,
  };
}

/** Resolves the type of a result union: errors carry their type name, any other value is the success. */
export function resultType(success: string): (value: object) => string {
  return (value) => ('__typename' in value ? String(value.__typename) : success);
}

/** QUOTE_CHANGED → QuoteChanged: an error's GraphQL type is named after its code. */
function typenameOf(code: string): string {
  return code.toLowerCase().replaceAll(/(?:^|_)(\w)/g, (_match, letter: string) => letter.toUpperCase());
}
