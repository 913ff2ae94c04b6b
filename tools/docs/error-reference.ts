import {
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
  isUnionType,
  type GraphQLUnionType,
} from 'graphql';

/** A user error of the schema with everything that the page says of it. */
export type DescribedError = Readonly<{
  code: string;
  type: GraphQLObjectType;
  /** "Returned when …", as the schema has it. */
  description: string;
  /** Its sentence with the names of the data in it, as {reserved}. */
  message: string;
  mutations: readonly string[];
  /** Files of tests that name the code or the type. */
  tests: readonly string[];
}>;

/** What every user error has; the other fields are its own data. */
const COMMON_FIELDS = new Set(['code', 'message', 'field']);

/** The sentences of the tables of messages by their code; what is put into one stands as {name}. */
export function sentencesIn(source: string): ReadonlyMap<string, string> {
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
  sentences: ReadonlyMap<string, string>,
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
        message: sentences.get(code) ?? '',
        mutations: mutationsReturning(schema, type),
        tests: tests.filter(({ text }) => named.test(text)).map(({ path }) => path),
      };
    })
    .toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

function mutationsReturning(schema: GraphQLSchema, error: GraphQLObjectType): string[] {
  const holdsIt = (union: GraphQLUnionType): boolean => union.getTypes().includes(error);
  const fields = Object.values(schema.getMutationType()?.getFields() ?? {});
  return fields
    .filter(({ type }) => {
      const result = schema.getType(String(type).replace('!', ''));
      return isUnionType(result) && holdsIt(result);
    })
    .map(({ name }) => name)
    .toSorted();
}

/** The part of docs/errors.md that follows from the schema, the table of sentences and the tests. */
export function errorReference(errors: readonly DescribedError[]): string {
  return errors.map(errorSection).join('\n\n');
}

function errorSection({ code, type, description, message, mutations, tests }: DescribedError): string {
  const data = Object.values(type.getFields()).filter(({ name }) => !COMMON_FIELDS.has(name));
  const [proof = 'none'] = tests;
  return [
    `### ${code}`,
    description.replaceAll('\n', ' '),
    [
      `- Type: \`${type.name}\``,
      `- Message: “${message}”`,
      ...data.map((field) => `- \`${field.name}: ${String(field.type)}\` – ${field.description ?? ''}`),
      `- By: ${mutations.map((name) => `\`${name}\``).join(', ')}`,
      `- Held by: \`${proof}\``,
    ].join('\n'),
  ].join('\n\n');
}
