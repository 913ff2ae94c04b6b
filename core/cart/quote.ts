import type { Seller } from '../catalog/seller.js';
import type { Money } from '../shared/money.js';
import { money, sumMinor } from '../shared/money.js';
import type { Cart, CartItem, CartLine } from './cart.js';

/** What the cart costs, per seller and in total. The parts always add up: total = Σ sellers = subtotal + shipping. */
export type Quote = Readonly<{
  /** Names what would be charged. Whoever pays names the version that was agreed to. */
  version: string;
  sellers: readonly QuotedSeller[];
  subtotal: Money;
  shipping: Money;
  total: Money;
}>;

export type QuotedSeller = Readonly<{
  seller: Seller;
  lines: readonly QuotedLine[];
  subtotal: Money;
  shipping: Money;
  total: Money;
}>;

export type QuotedLine = Readonly<{ item: CartItem; quantity: number; unitPrice: Money; total: Money }>;

/** Prices a cart with today's prices. Sellers come in the order in which they entered the cart. */
export function quoteCart(cart: Cart): Quote {
  const inCurrency = (amountMinor: bigint) => money(amountMinor, cart.currency);
  const sellers = groupBySeller(cart.lines).map((lines): QuotedSeller => {
    const quoted = lines.map(({ item, quantity }): QuotedLine => {
      const total = inCurrency(item.price.amountMinor * BigInt(quantity));
      return { item, quantity, unitPrice: item.price, total };
    });
    const [
      {
        item: { seller },
      },
    ] = lines;
    const subtotalMinor = sumMinor(quoted.map(({ total }) => total.amountMinor));
    return {
      seller,
      lines: quoted,
      subtotal: inCurrency(subtotalMinor),
      shipping: inCurrency(seller.shippingMinor),
      total: inCurrency(subtotalMinor + seller.shippingMinor),
    };
  });
  const total = (part: (each: QuotedSeller) => Money) =>
    inCurrency(sumMinor(sellers.map((each) => part(each).amountMinor)));
  return {
    version: quoteVersion(cart),
    sellers,
    subtotal: total((each) => each.subtotal),
    shipping: total((each) => each.shipping),
    total: total((each) => each.total),
  };
}

/**
 * Exact, not a hash: for one cart version the set of items is fixed and their versions only rise,
 * so two different prices can never share a quote version.
 */
function quoteVersion(cart: Cart): string {
  const items = cart.lines.reduce((sum, { item }) => sum + item.version, 0);
  const sellers = cart.lines.reduce((sum, { item }) => sum + item.seller.version, 0);
  return `q${cart.version}-${items}-${sellers}`;
}

type Lines = readonly [CartLine, ...CartLine[]];

function groupBySeller(lines: readonly CartLine[]): readonly Lines[] {
  const groups = new Map<string, [CartLine, ...CartLine[]]>();
  for (const line of lines) {
    const group = groups.get(line.item.seller.id);
    if (group === undefined) groups.set(line.item.seller.id, [line]);
    else group.push(line);
  }
  return [...groups.values()];
}
