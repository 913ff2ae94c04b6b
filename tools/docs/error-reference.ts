import {
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
  isUnionType,
  type GraphQLUnionType,
} from 'graphql';

/** A user error of the schema with everything that the page shows. */
export type DescribedError = Readonly<{
  code: string;
  type: GraphQLObjectType;
  /** "Returned when …", from the schema. */
  description: string;
  /** Its message with placeholders for its data, as {reserved}. */
  message: string;
  mutations: readonly string[];
  /** Test files that name the code or the type. */
  tests: readonly string[];
}>;

/** The fields of every user error; the others are its own data. */
const COMMON_FIELDS = new Set(['code', 'message', 'field']);

/** The messages in the message tables by code; interpolated data becomes {name}. */
export function messagesIn(source: string): ReadonlyMap<string, string> {
  const entries = source.matchAll(/^ {2}([A-Z_]+):\s+(?:\(error\) =>\s+)?(['"`])([\s\S]*?)\2,$/gm);
  return new Map(
    Array.from(entries, ([, code = '', , sentence = '']) => [
      code,
      sentence.replaceAll(/\$\{[^}]*?error\.(\w+)[^}]*\}/g, '{$1}'),
    ]),
  );
}

/** Every user error of the schema, by code. */
export function describedErrors(
  schema: GraphQLSchema,
  messages: ReadonlyMap<string, string>,
  tests: readonly Readonly<{ path: string; text: string }>[],
): DescribedError[] {
  const types = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => type.getInterfaces().some(({ name }) => name === 'UserError'));
  return types
    .map((type) => {
      const code = type.name.replaceAll(/(?<=.)([A-Z])/g, '_$1').toUpperCase();
      const named = new RegExp(`['"\`](${code}|${type.name})['"\`]|\\b${code}\\b`);
      return {
        code,
        type,
        description: type.description ?? '',
        message: messages.get(code) ?? '',
        mutations: mutationsReturning(schema, type),
        tests: tests.filter(({ text }) => named.test(text)).map(({ path }) => path),
      };
    })
    .toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

function mutationsReturning(schema: GraphQLSchema, error: GraphQLObjectType): string[] {
  const includesError = (union: GraphQLUnionType): boolean => union.getTypes().includes(error);
  const fields = Object.values(schema.getMutationType()?.getFields() ?? {});
  return fields
    .filter(({ type }) => {
      const result = schema.getType(String(type).replace('!', ''));
      return isUnionType(result) && includesError(result);
    })
    .map(({ name }) => name)
    .toSorted();
}

/** The generated part of docs/errors.md, from the schema, the message tables and the tests. */
export function errorReference(errors: readonly DescribedError[]): string {
  return errors.map(errorSection).join('\n\n');
}

function errorSection({ code, type, description, message, mutations, tests }: DescribedError): string {
  const data = Object.values(type.getFields()).filter(({ name }) => !COMMON_FIELDS.has(name));
  const [test = 'none'] = tests;
  return [
    `### ${code}`,
    description.replaceAll('\n', ' '),
    [
      `- Type: \`${type.name}\``,
      `- Message: “${message}”`,
      ...data.map((field) => `- \`${field.name}: ${String(field.type)}\` – ${field.description ?? ''}`),
      `- Returned by: ${mutations.map((name) => `\`${name}\``).join(', ')}`,
      `- Tested by: \`${test}\``,
    ].join('\n'),
  ].join('\n\n');
}
