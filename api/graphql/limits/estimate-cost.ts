import { type DocumentNode, type GraphQLSchema, getNullableType, isListType } from 'graphql';
import { type ComplexityEstimatorArgs, getComplexity } from 'graphql-query-complexity/cjs';

import { MAX_PAGE_SIZE } from '../../../core/shared/page.js';

/** Entries of a list without pagination, such as the seller orders of an order or their lines. */
const ASSUMED_LIST_SIZE = 5;

/** Counting stops after this many nodes; a document that large exceeds the cost limit in any case. */
const MAX_COUNTED_NODES = 5_000;

export type CostedOperation = Readonly<{
  schema: GraphQLSchema;
  document: DocumentNode;
  operationName: string | undefined;
  variables: Readonly<Record<string, unknown>>;
}>;

/** Estimated number of fields in the response: the fields of a list count once per possible entry. */
export function estimateCost({ schema, document, operationName, variables }: CostedOperation): number {
  try {
    return getComplexity({
      schema,
      query: document,
      variables: { ...variables },
      ...(operationName === undefined ? {} : { operationName }),
      estimators: [fieldsOf],
      maxQueryNodes: MAX_COUNTED_NODES,
    });
  } catch {
    // The estimators never reject valid documents with valid variables, so the error means too many nodes.
    return Infinity;
  }
}

function fieldsOf({ field, type, args, childComplexity }: ComplexityEstimatorArgs): number {
  // Developer tools request the whole schema at once; production rejects that.
  if (field.name === '__schema' || field.name === '__type') return 0;
  const first: unknown = args['first'];
  if (typeof first === 'number') return 1 + Math.min(Math.max(first, 1), MAX_PAGE_SIZE) * childComplexity;
  const isCounted = type.name.endsWith('Connection');
  const isList = isListType(getNullableType(field.type)) && !isCounted;
  return 1 + (isList ? ASSUMED_LIST_SIZE : 1) * childComplexity;
}
