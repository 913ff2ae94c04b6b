import { GraphQLError, getOperationAST, getVariableValues, type GraphQLFormattedError } from 'graphql';

import { type CostedOperation, estimateCost } from './estimate-cost.js';
import { measureOperation } from './measure-document.js';
import { textFault } from './text-fault.js';

/** The longest operation of ours has some 300; the parser stops here, so nothing after it can be made to work long. */
export const MAX_TOKENS = 1_000;
/** The deepest of ours has 8 levels: the price of an item of a line of a seller of a quote of a cart that was changed. */
const MAX_DEPTH = 12;
/** Each alias runs a field again. */
const MAX_ALIASES = 15;
const MAX_DIRECTIVES = 15;
/** About so many fields in one answer: a page of 100 items has 3,000, one of 20 orders with all that is in them 17,000. */
const MAX_COST = 20_000;

/** Stable codes of documents that are refused before anything runs; they stand in `extensions.code`. */
export type DocumentFault =
  | 'QUERY_TOO_LONG'
  | 'QUERY_TOO_DEEP'
  | 'QUERY_TOO_MANY_ALIASES'
  | 'QUERY_TOO_MANY_DIRECTIVES'
  | 'QUERY_TOO_COSTLY';

/**
 * The first limit that the operation of a valid document breaks, or null. HTTP and the socket both ask before they run
 * anything. What cannot run at all, for want of an operation or of good variables, is left to be refused by the execution.
 */
export function documentFault(request: CostedOperation): GraphQLError | null {
  const { schema, document, operationName, variables } = request;
  const operation = getOperationAST(document, operationName);
  if (operation == null) return null;
  if (getVariableValues(schema, operation.variableDefinitions ?? [], variables).errors !== undefined)
    return null;
  const badText = textFault(document, variables);
  if (badText !== null) return badText;
  const { depth, aliases, directives } = measureOperation(document, operation);
  if (depth > MAX_DEPTH)
    return fault('QUERY_TOO_DEEP', `nested ${depth} levels deep; ${MAX_DEPTH} is the most`, MAX_DEPTH);
  if (aliases > MAX_ALIASES)
    return fault('QUERY_TOO_MANY_ALIASES', `too full of aliases; ${MAX_ALIASES} is the most`, MAX_ALIASES);
  if (directives > MAX_DIRECTIVES)
    return fault(
      'QUERY_TOO_MANY_DIRECTIVES',
      `too full of directives; ${MAX_DIRECTIVES} is the most`,
      MAX_DIRECTIVES,
    );
  const cost = estimateCost(request);
  if (cost > MAX_COST)
    return fault(
      'QUERY_TOO_COSTLY',
      `too costly (${cost}; ${MAX_COST} is the most): ask for fewer nodes at a time`,
      MAX_COST,
    );
  return null;
}

/** The parser knows its limit as a fault of syntax only; everybody else shall know it as one of ours. */
export function namedTokenLimit(error: GraphQLFormattedError): GraphQLFormattedError {
  if (!error.message.includes('tokens. Parsing aborted')) return error;
  const { message, extensions } = fault(
    'QUERY_TOO_LONG',
    `too long; ${MAX_TOKENS} tokens is the most`,
    MAX_TOKENS,
  );
  return { message, extensions };
}

function fault(code: DocumentFault, what: string, limit: number): GraphQLError {
  return new GraphQLError(`This document is ${what}.`, { extensions: { code, limit } });
}
