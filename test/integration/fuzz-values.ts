import fc from 'fast-check';
import {
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql';

/** Values that exist, so that some requests get past "not found". */
export type Known = Readonly<{
  ids: readonly string[];
  cartTokens: readonly string[];
  orderTokens: readonly string[];
  emails: readonly string[];
  quoteVersions: readonly string[];
  cards: readonly string[];
}>;

const NASTY = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202e\u2066gnp.exe',
  '👩‍👩‍👧‍👦',
  'ＤＥ',
  'İ',
  "'; DROP TABLE orders; --",
  '%_%',
  '\\',
  '${7*7}',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  'NaN',
  'null',
  '-0',
  '1e400',
  '0x10',
  '99999999999999999999999999',
  '{"$gt":""}',
  '\r\nSet-Cookie: x=1',
  'x'.repeat(9_000),
  '\n'.repeat(300),
  '2026-02-30T25:61:61Z',
  '٣',
];

const NUMBERS = [0, 1, -1, 2, 99, 100, 101, 2_147_483_647, -2_147_483_648];

/** A value for an argument or an input field, by type and name; occasionally of a wrong type. */
export function valueOf(type: GraphQLInputType, name: string, known: Known): fc.Arbitrary<unknown> {
  const valid = wellTyped(type, name, known);
  return fc.oneof({ weight: 60, arbitrary: valid }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) });
}

function wellTyped(type: GraphQLInputType, name: string, known: Known): fc.Arbitrary<unknown> {
  if (!isNonNullType(type)) {
    const some = bare(type, name, known);
    return fc.oneof(
      { weight: 3, arbitrary: some },
      { weight: 1, arbitrary: fc.constantFrom(null, undefined) },
    );
  }
  return bare(type.ofType, name, known);
}

function bare(type: GraphQLInputType, name: string, known: Known): fc.Arbitrary<unknown> {
  if (isListType(type)) return fc.array(valueOf(type.ofType, name, known), { maxLength: 3 });
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map(({ name: value }) => value));
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    const values = fields.map((field) => [field.name, valueOf(field.type, field.name, known)] as const);
    const requiredKeys = fields.filter(isRequiredInputField).map((field) => field.name);
    return fc.record(Object.fromEntries(values), { requiredKeys });
  }
  switch (String(type).replace('!', '')) {
    case 'Int':
      return fc.oneof(fc.constantFrom(...NUMBERS), fc.integer({ min: 1, max: 12 }));
    case 'Float':
      return fc.double();
    case 'Boolean':
      return fc.boolean();
    case 'ID':
      return fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom(...idsFor(name, known)) },
        { weight: 2, arbitrary: fc.constantFrom(...known.ids) },
        { weight: 1, arbitrary: anyText() },
        { weight: 1, arbitrary: fc.constantFrom(...known.ids).map((id) => id.toUpperCase()) },
      );
    default:
      return fc.oneof({ weight: 4, arbitrary: named(name, known) }, { weight: 1, arbitrary: anyText() });
  }
}

/** Id prefixes by field name. */
const PREFIXES: readonly (readonly [RegExp, string])[] = [
  [/^itemId/i, 'itm_'],
  [/^sellerId/i, 'sel_'],
  [/^sellerOrderId/i, 'so_'],
  [/^orderId/i, 'ord_'],
  [/^paymentId/i, 'pay_'],
  [/^paymentIntentId/i, 'pin_'],
  [/^apiKeyId/i, 'key_'],
  [/^stepId/i, 'stp_'],
];

function idsFor(name: string, { ids }: Known): readonly string[] {
  const prefix = PREFIXES.find(([pattern]) => pattern.test(name))?.[1] ?? '';
  const fitting = ids.filter((id) => id.startsWith(prefix));
  return fitting.length === 0 ? ids : fitting;
}

const anyText = (): fc.Arbitrary<string> =>
  fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary', maxLength: 40 }));

/** Realistic text for a field of this name. */
function named(name: string, known: Known): fc.Arbitrary<string> {
  if (/cartToken/i.test(name)) return fc.constantFrom(...known.cartTokens);
  if (/orderToken/i.test(name)) return fc.constantFrom(...known.orderTokens);
  if (/token/i.test(name)) return fc.constantFrom(...known.cartTokens, ...known.orderTokens, ...known.cards);
  if (/email/i.test(name)) return fc.oneof(fc.constantFrom(...known.emails), fc.emailAddress());
  if (/password/i.test(name)) return fc.string({ minLength: 10, maxLength: 60 });
  if (/key$/i.test(name))
    return fc.oneof(fc.constantFrom('fuzz-key-1', 'fuzz-key-2', 'fuzz-key-3'), fc.uuid());
  if (/quoteVersion/i.test(name)) return fc.constantFrom(...known.quoteVersions);
  if (/country|destination/i.test(name)) return fc.constantFrom('DE', 'US', 'JP', 'XX', 'de', 'DEU');
  if (/currency/i.test(name)) return fc.constantFrom('EUR', 'USD', 'JPY', 'KWD', 'XTS', 'eur');
  if (/minor/i.test(name)) return fc.constantFrom('0', '1', '-1', '1999', '9999999999999999999', '1.5', ' 1');
  if (/after|cursor/i.test(name))
    return fc.constantFrom(...known.ids, ...NASTY).map((text) => Buffer.from(text).toString('base64url'));
  if (/from|to|at$/i.test(name)) return fc.constantFrom('2026-01-01T00:00:00Z', '9999-12-31', '-1', 'now');
  return fc.oneof(fc.lorem({ maxCount: 4 }), fc.constantFrom('payments:read', 'orders:read', 'A-1'));
}
