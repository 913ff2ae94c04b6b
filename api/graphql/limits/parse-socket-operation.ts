import {
  type ExecutionArgs,
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  parse,
  type GraphQLSchema,
  specifiedRules,
  validate,
} from 'graphql';
import type { SubscribePayload } from 'graphql-ws';

import { documentFault, MAX_TOKENS } from './document-limits.js';

/**
 * What Apollo does for HTTP requests and nothing does for a socket: parses and validates the document, rejects introspection
 * in production, and checks the limits. Returns what to execute, or the errors.
 */
export function parseSocketOperation(
  { schema, isProduction }: { schema: GraphQLSchema; isProduction: boolean },
  { query, operationName, variables }: SubscribePayload,
): ExecutionArgs | readonly GraphQLError[] {
  const document = parsed(query);
  if (document instanceof GraphQLError) return [document];
  const rules = isProduction ? [...specifiedRules, NoSchemaIntrospectionCustomRule] : specifiedRules;
  const faults = validate(schema, document, rules);
  if (faults.length > 0) return faults;
  const request = {
    schema,
    document,
    operationName: operationName ?? undefined,
    variables: variables ?? {},
  };
  const fault = documentFault(request);
  if (fault !== null) return [fault];
  return { schema, document, operationName: operationName ?? null, variableValues: request.variables };
}

function parsed(query: string) {
  try {
    return parse(query, { maxTokens: MAX_TOKENS });
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}
