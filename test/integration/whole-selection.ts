import {
  getNamedType,
  type GraphQLField,
  type GraphQLNamedType,
  isCompositeType,
  isRequiredArgument,
  isUnionType,
  type GraphQLSchema,
  parse,
} from 'graphql';

import { documentFault } from '../../api/graphql/limits/document-limits.js';

/** A query for a list with every field, as deep as the API limits allow. */
export function wholeSelection(
  schema: GraphQLSchema,
  field: GraphQLField<unknown, unknown>,
  { call, parent }: Readonly<{ call: string; parent: string | null }>,
): string {
  for (let depth = 7; depth > 0; depth -= 1) {
    const list = `${call} ${below(getNamedType(field.type), depth)}`;
    const query = `query ($first: Int!) { ${parent === null ? list : `${parent} { ${list} }`} }`;
    const request = { schema, document: parse(query), operationName: undefined, variables: { first: 50 } };
    if (documentFault(request) === null) return query;
  }
  throw new Error(`${field.name} is never within the limits`);
}

function below(type: GraphQLNamedType, depth: number): string {
  if (!isCompositeType(type)) return '';
  if (isUnionType(type) || !('getFields' in type)) return '{ __typename }';
  const fields = Object.values(type.getFields()).filter((field) => !field.args.some(isRequiredArgument));
  const texts = fields.flatMap((field) => {
    const inner = getNamedType(field.type);
    if (!isCompositeType(inner)) return [field.name];
    const page = field.args.some(({ name }) => name === 'first') ? '(first: 1)' : '';
    return depth > 1 ? [`${field.name}${page} ${below(inner, depth - 1)}`] : [];
  });
  return `{ __typename ${texts.join(' ')} }`;
}
