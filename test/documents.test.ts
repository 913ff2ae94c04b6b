import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  buildSchema,
  type DocumentNode,
  type FragmentDefinitionNode,
  getNamedType,
  getVariableValues,
  type GraphQLType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  Kind,
  Lexer,
  type OperationDefinitionNode,
  parse,
  print,
  Source,
  typeFromAST,
  visit,
} from 'graphql';
import { describe, expect, test } from 'vitest';

import { documentFault, MAX_TOKENS } from '../api/graphql/limits/document-limits.js';
import { projectRoot } from '../tools/stack/project-paths.js';
import * as storefront from '../tools/demo/storefront-documents.js';

const schema = buildSchema(readFileSync(join(projectRoot, 'schema.graphql'), 'utf8'));
const written = globSync('**/*.graphql', {
  cwd: projectRoot,
  exclude: ['node_modules', 'dist', 'schema.graphql'],
});
const texts = written.map((path) => readFileSync(join(projectRoot, path), 'utf8'));
const definitions = [...texts, ...Object.values(storefront)].flatMap((text) => parse(text).definitions);
const fragments = new Map(
  definitions
    .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
    .map((fragment): [string, FragmentDefinitionNode] => [fragment.name.value, fragment]),
);
const operations = definitions
  .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  .map((operation) => ({ name: operation.name?.value ?? print(operation).slice(0, 60), operation }));

/** The operation as the web app sends it: with its fragments, and `__typename` in every selection. */
function asSent(operation: OperationDefinitionNode): DocumentNode {
  const needed = new Map<string, FragmentDefinitionNode>();
  const collect = (node: OperationDefinitionNode | FragmentDefinitionNode): void => {
    visit(node, {
      FragmentSpread({ name }) {
        const fragment = fragments.get(name.value);
        if (fragment === undefined) throw new Error(`unknown fragment ${name.value}`);
        if (needed.has(name.value)) return;
        needed.set(name.value, fragment);
        collect(fragment);
      },
    });
  };
  collect(operation);
  const typename = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } } as const;
  const whole = { kind: Kind.DOCUMENT, definitions: [operation, ...needed.values()] } as const;
  return visit(whole, {
    SelectionSet: { leave: (set) => ({ ...set, selections: [...set.selections, typename] }) },
  });
}

/** Variables that maximize the cost: every number is a full page. */
function mostExpensive({ variableDefinitions = [] }: OperationDefinitionNode): Record<string, unknown> {
  return Object.fromEntries(
    variableDefinitions.map(({ variable, type }) => [
      variable.name.value,
      valueOf(typeFromAST(schema, type)),
    ]),
  );
}

function valueOf(type: GraphQLType | undefined): unknown {
  if (isNonNullType(type)) return valueOf(type.ofType);
  if (isListType(type)) return [valueOf(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]?.value;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(isRequiredInputField);
    return Object.fromEntries(fields.map((field) => [field.name, valueOf(field.type)]));
  }
  const values: Record<string, unknown> = { Int: 100, Boolean: true };
  return values[getNamedType(type)?.name ?? ''] ?? 'x';
}

function tokensIn(text: string): number {
  const lexer = new Lexer(new Source(text));
  let count = 0;
  while (lexer.advance().kind !== '<EOF>') count += 1;
  return count;
}

describe('our own operations', () => {
  test('were found', () => {
    expect(operations.length).toBeGreaterThan(15);
  });

  test.each(operations)('$name stays within the API limits for any variables', ({ operation }) => {
    const document = asSent(operation);
    const text = print(document);
    expect(tokensIn(text)).toBeLessThan(MAX_TOKENS);
    const variables = mostExpensive(operation);
    const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
    expect(errors).toBeUndefined();
    expect(documentFault({ schema, document, operationName: undefined, variables })).toBeNull();
  });
});
