import { invalidParameter } from './stripe-error.js';

/** One condition of a search query. */
export interface SearchClause {
  field: string;
  /** Key inside `metadata[…]`. */
  key: string | undefined;
  operator: ':' | '~' | '>' | '<' | '>=' | '<=';
  value: string | null;
  negated: boolean;
}

/** Conditions joined by AND or by OR; Stripe does not mix them. */
export interface SearchQuery {
  clauses: SearchClause[];
  any: boolean;
}

const CLAUSE =
  /^\s*(-)?\s*([a-z_.]+)(?:\[\s*(["'])(.*?)\3\s*\])?\s*(:|~|>=|<=|>|<)\s*(?:(["'])((?:\\.|(?!\6).)*)\6|(null)|(-?\d+))/i;

/** Parses Stripe's search language (docs.stripe.com/search#search-query-language). */
export function parseSearchQuery(text: string): SearchQuery {
  const clauses: SearchClause[] = [];
  let joiner: 'AND' | 'OR' | undefined;
  let rest = text;
  for (;;) {
    const match = CLAUSE.exec(rest);
    if (match === null) throw badQuery(text);
    clauses.push(toClause(match));
    rest = rest.slice(match[0].length);
    if (rest.trim() === '') break;
    // Two clauses are joined by AND, OR, or just a space (which means AND).
    const word = /^\s+(AND|OR)\s+/i.exec(rest);
    const found = (word?.[1]?.toUpperCase() ?? 'AND') === 'OR' ? 'OR' : 'AND';
    if (joiner !== undefined && joiner !== found) throw badQuery(text);
    joiner = found;
    rest = word === null ? rest.trimStart() : rest.slice(word[0].length);
  }
  return { clauses, any: joiner === 'OR' };
}

function toClause(match: RegExpExecArray): SearchClause {
  const [, minus, field = '', , key, operator, , quoted, none, number] = match;
  const text = quoted?.replaceAll(/\\(.)/g, '$1') ?? number;
  return {
    field,
    key,
    operator: asOperator(operator),
    value: none === undefined ? (text ?? '') : null,
    negated: minus !== undefined,
  };
}

function asOperator(text: string | undefined): SearchClause['operator'] {
  switch (text) {
    case '~':
    case '>':
    case '<':
    case '>=':
    case '<=':
      return text;
    default:
      return ':';
  }
}

function badQuery(text: string): Error {
  return invalidParameter(
    `We were unable to parse your search query: ${text}. See https://stripe.com/docs/search#search-query-language`,
    undefined,
    'query',
  );
}
