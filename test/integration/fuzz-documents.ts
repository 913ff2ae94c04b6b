import fc from 'fast-check';
import {
  getNamedType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from 'graphql';

import { type Known, valueOf } from './fuzz-values.js';

export type Operation = 'query' | 'mutation' | 'subscription';

/** One generated request. */
export type Request = Readonly<{
  operation: Operation;
  field: string;
  query: string;
  variables: Readonly<Record<string, unknown>>;
}>;

const DEPTH = 4;

/** Requests of one operation type over all its fields, with random arguments and selection. */
export function requests(schema: GraphQLSchema, operation: Operation, known: Known): fc.Arbitrary<Request> {
  const root = rootOf(schema, operation);
  const fields = Object.values(root.getFields());
  return fc.constantFrom(...fields).chain((field) => requestOf(schema, { operation, field, known }));
}

function rootOf(schema: GraphQLSchema, operation: Operation): GraphQLObjectType {
  const roots = {
    query: schema.getQueryType(),
    mutation: schema.getMutationType(),
    subscription: schema.getSubscriptionType(),
  };
  const root = roots[operation];
  if (root == null) throw new Error(`the schema has no ${operation}`);
  return root;
}

type Asked = Readonly<{ operation: Operation; field: GraphQLField<unknown, unknown>; known: Known }>;

function requestOf(schema: GraphQLSchema, { operation, field, known }: Asked): fc.Arbitrary<Request> {
  const declared = field.args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const passed = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
  const head = declared === '' ? operation : `${operation} (${declared})`;
  const call = passed === '' ? field.name : `${field.name}(${passed})`;
  const values = Object.fromEntries(field.args.map(({ name, type }) => [name, valueOf(type, name, known)]));
  const requiredKeys = field.args.filter(isRequiredArgument).map(({ name }) => name);
  return fc
    .tuple(fc.record(values, { requiredKeys }), selection(schema, getNamedType(field.type), DEPTH))
    .map(([variables, selected]) => ({
      operation,
      field: field.name,
      query: `${head} { ${call} ${selected} }`,
      variables,
    }));
}

/** A random selection of a type's fields, in braces; empty for a leaf. */
function selection(schema: GraphQLSchema, type: GraphQLNamedType, depth: number): fc.Arbitrary<string> {
  if (isUnionType(type)) {
    const success = type.getTypes().find((member) => !isUserError(member));
    if (success === undefined) throw new Error(`${type.name} has no success`);
    return selection(schema, success, depth).map(
      (inside) => `{ __typename ... on ${success.name} ${inside} ... on UserError { code message field } }`,
    );
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return fc.constant('');
  const fields = Object.values(type.getFields()).filter(
    (field) => isLeafType(getNamedType(field.type)) || depth > 1,
  );
  if (fields.length === 0) return fc.constant('{ __typename }');
  return fc
    .subarray(fields, { minLength: 1, maxLength: Math.min(fields.length, 5) })
    .chain((some) => fc.tuple(...some.map((field) => fieldText(schema, field, depth))))
    .map((texts) => `{ __typename ${texts.join(' ')} }`);
}

function fieldText(
  schema: GraphQLSchema,
  field: GraphQLField<unknown, unknown>,
  depth: number,
): fc.Arbitrary<string> {
  const type = getNamedType(field.type);
  const pages = field.args.some(({ name }) => name === 'first')
    ? fc.constantFrom('(first: 2)', '')
    : fc.constant('');
  if (!isCompositeType(type)) return pages.map((page) => `${field.name}${page}`);
  return fc
    .tuple(pages, selection(schema, type, depth - 1))
    .map(([page, inside]) => `${field.name}${page} ${inside}`);
}

function isUserError(type: GraphQLObjectType): boolean {
  return type.getInterfaces().some(({ name }) => name === 'UserError');
}
