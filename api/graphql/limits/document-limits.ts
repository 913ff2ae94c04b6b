import { GraphQLError, getOperationAST, getVariableValues, type GraphQLFormattedError } from 'graphql';

import { type CostedOperation, estimateCost } from './estimate-cost.js';
import { measureOperation } from './measure-document.js';
import { textFault } from './text-fault.js';

/** Our longest operation has about 300 tokens; the parser stops here, which bounds the work on any document. */
export const MAX_TOKENS = 1_000;
/** Our deepest operation has 8 levels: the price of an item of a line of a seller group of a quote of a changed cart. */
const MAX_DEPTH = 12;
/** Each alias resolves a field again. */
const MAX_ALIASES = 15;
const MAX_DIRECTIVES = 15;
/** Approximate fields per response: a page of 100 items has 3,000, a page of 20 complete orders 17,000. */
const MAX_COST = 20_000;

/** Stable codes of documents rejected before execution, in `extensions.code`. */
export type DocumentFault =
  | 'QUERY_TOO_LONG'
  | 'QUERY_TOO_DEEP'
  | 'QUERY_TOO_MANY_ALIASES'
  | 'QUERY_TOO_MANY_DIRECTIVES'
  | 'QUERY_TOO_COSTLY';

/**
 * The first limit that the operation of a valid document exceeds, or null. HTTP and the socket both check it before they
 * execute anything. A document without such an operation or with invalid variables is left to the executor to reject.
 */
export function documentFault(request: CostedOperation): GraphQLError | null {
  const { schema, document, operationName, variables } = request;
  const operation = getOperationAST(document, operationName);
  if (operation == null) return null;
  if (getVariableValues(schema, operation.variableDefinitions ?? [], variables).errors !== undefined)
    return null;
  const textError = textFault(document, variables);
  if (textError !== null) return textError;
  const { depth, aliases, directives } = measureOperation(document, operation);
  if (depth > MAX_DEPTH) return limitError('QUERY_TOO_DEEP', `is nested ${depth} levels deep`, MAX_DEPTH);
  if (aliases > MAX_ALIASES) return limitError('QUERY_TOO_MANY_ALIASES', 'has too many aliases', MAX_ALIASES);
  if (directives > MAX_DIRECTIVES)
    return limitError('QUERY_TOO_MANY_DIRECTIVES', 'has too many directives', MAX_DIRECTIVES);
  const cost = estimateCost(request);
  if (cost > MAX_COST)
    return limitError('QUERY_TOO_COSTLY', `is too costly (${cost}); request fewer nodes at a time`, MAX_COST);
  return null;
}

/** The parser reports its token limit as a plain syntax error; this gives it our code. */
export function namedTokenLimit(error: GraphQLFormattedError): GraphQLFormattedError {
  if (!error.message.includes('tokens. Parsing aborted')) return error;
  const { message, extensions } = limitError('QUERY_TOO_LONG', 'has too many tokens', MAX_TOKENS);
  return { message, extensions };
}

function limitError(code: DocumentFault, problem: string, limit: number): GraphQLError {
  return new GraphQLError(`This document ${problem}. Maximum: ${limit}.`, { extensions: { code, limit } });
}
