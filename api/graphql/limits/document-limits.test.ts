import { getIntrospectionQuery, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';

import { createSchema } from '../schema.js';
import { documentFault } from './document-limits.js';
import { estimateCost } from './estimate-cost.js';
import { measureOperation } from './measure-document.js';
import { parseSocketOperation } from './parse-socket-operation.js';

const schema = await createSchema();

function faultOf(query: string, variables: Record<string, unknown> = {}): unknown {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  return documentFault({ schema, document, operationName: undefined, variables })?.extensions['code'];
}

function costOf(query: string, variables: Record<string, unknown> = {}): number {
  return estimateCost({ schema, document: parse(query), operationName: undefined, variables });
}

function measured(query: string) {
  const document = parse(query);
  const [operation] = document.definitions;
  if (operation?.kind !== 'OperationDefinition') throw new Error('no operation');
  return measureOperation(document, operation);
}

/** Fragments that spread the next one twice: 2^levels fields in a few lines. */
const laughs = (levels: number, leaf: string): string =>
  `query { ...f0 } ${Array.from({ length: levels }, (_, at) => `fragment f${at} on Query { ...f${at + 1} ...f${at + 1} }`).join(' ')}
   fragment f${levels} on Query { ${leaf} }`;

describe('a document', () => {
  test('of ordinary size is within the limits', () => {
    expect(faultOf('{ items(first: 100) { edges { node { id name seller { name } } } } }')).toBeUndefined();
  });

  test('is measured with its fragments expanded, each computed once', () => {
    const fragments =
      'fragment s on Seller { mark: name } fragment i on Item { ...s2: seller { ...s @skip(if: false) } }';
    expect(measured(`query { a: item(id: "1") { ...i } } ${fragments.replace('...s2: ', 's2: ')}`)).toEqual({
      depth: 3,
      aliases: 3,
      directives: 1,
    });
    const { aliases } = measured(laughs(40, 'a: viewer { id }'));
    expect(aliases).toBe(2 ** 40);
  });

  test('that repeats a field by aliases, also through fragments, is rejected', () => {
    const many = Array.from({ length: 16 }, (_, at) => `s${at}: pspSettings { provider }`).join(' ');
    expect(faultOf(`{ ${many} }`)).toBe('QUERY_TOO_MANY_ALIASES');
    expect(faultOf(laughs(10, 'a: viewer { id }'))).toBe('QUERY_TOO_MANY_ALIASES');
  });

  test('that multiplies itself by fragments is rejected before it is fully counted', () => {
    expect(faultOf(laughs(40, 'viewer { id }'))).toBe('QUERY_TOO_COSTLY');
  });

  test('with too many directives is rejected', () => {
    const many = Array.from({ length: 16 }, () => 'viewer @include(if: true) { id }').join(' ');
    expect(faultOf(`{ ${many} }`)).toBe('QUERY_TOO_MANY_DIRECTIVES');
  });

  test('that is nested too deeply is rejected; inline fragments do not count', () => {
    const nested = (levels: number, inside: string): string =>
      levels === 0 ? inside : `... on Query { ${nested(levels - 1, inside)} }`;
    expect(faultOf(`{ ${nested(30, 'viewer { id }')} }`)).toBeUndefined();
    const deep = parse(`{ ${'a { '.repeat(13)} a ${'} '.repeat(13)} }`);
    const request = { schema, document: deep, operationName: undefined, variables: {} };
    expect(documentFault(request)?.extensions).toEqual({ code: 'QUERY_TOO_DEEP', limit: 12 });
  });

  test('costs what its lists can return, by the requested number of nodes', () => {
    const page = 'query ($n: Int! = 24) { items(first: $n) { edges { node { id price { amountMinor } } } } }';
    expect(costOf(page, { n: 10 })).toBe(1 + 10 * (1 + 1 + 1 + 2));
    expect(costOf(page)).toBe(1 + 24 * 5);
    expect(costOf(page, { n: 1_000_000_000 })).toBe(costOf(page, { n: 100 }));
    expect(costOf(page, { n: -5 })).toBe(costOf(page, { n: 1 }));
  });

  test('that requests too much at a time is rejected, however the number is passed', () => {
    const lists = Array.from(
      { length: 15 },
      (_, at) => `a${at}: items(first: $n) { edges { node { ...i } } }`,
    ).join(' ');
    const query = `query ($n: Int!) { ${lists} } fragment i on Item { id sku name description category upc pictureUrl
      price { amountMinor currency formatted } seller { id name slug tagline accent } }`;
    expect(faultOf(query, { n: 100 })).toBe('QUERY_TOO_COSTLY');
    expect(faultOf(query, { n: 5 })).toBeUndefined();
  });

  test('that introspects the schema is not limited', () => {
    expect(faultOf(getIntrospectionQuery())).toBeUndefined();
  });

  test('with text that the database cannot store is rejected, as a variable and as a literal', () => {
    const query = 'query ($search: String) { items(search: $search) { edges { cursor } } }';
    expect(faultOf(query, { search: 'tea\u0000pot' })).toBe('BAD_USER_INPUT');
    expect(faultOf(query, { search: '\\u0000' })).toBeUndefined();
    expect(faultOf('{ items(search: "tea\\u0000pot") { edges { cursor } } }')).toBe('BAD_USER_INPUT');
    expect(faultOf('{ items(search: "\\u00e9") { edges { cursor } } }')).toBeUndefined();
    const nested = 'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { __typename } }';
    expect(faultOf(nested, { input: { name: 'x', scopes: ['a', '\0'] } })).toBe('BAD_USER_INPUT');
  });

  test('with invalid variables or an unknown operation name is left to the executor', () => {
    expect(faultOf('query ($n: Int!) { items(first: $n) { edges { cursor } } }', { n: 'x' })).toBeUndefined();
    const document = parse('query a { viewer { id } } query b { viewer { id } }');
    expect(documentFault({ schema, document, operationName: 'c', variables: {} })).toBeNull();
  });
});

describe('a document over a socket', () => {
  const sent = (query: string, isProduction = true): unknown => {
    const outcome = parseSocketOperation({ schema, isProduction }, { query });
    return Array.isArray(outcome) ? outcome.map(({ message }: Error) => message).join() : 'runs';
  };

  test('is parsed up to the token limit, validated, and checked against the limits', () => {
    expect(sent('{ viewer { id } }')).toBe('runs');
    expect(sent('{ viewer { id')).toContain('Syntax Error');
    expect(sent(`{ ${'viewer { id } '.repeat(500)} }`)).toContain('more that 1000 tokens');
    expect(sent('{ nothing }')).toContain('Cannot query field "nothing"');
    expect(sent(laughs(40, 'viewer { id }'))).toContain('too costly');
  });

  test('can introspect the schema outside production only', () => {
    expect(sent('{ __schema { types { name } } }')).toContain('introspection');
    expect(sent('{ __schema { types { name } } }', false)).toBe('runs');
  });
});
