import type { CommissionPlan } from '../catalog/commission.js';
import { commissionMinorOf } from '../catalog/commission.js';
import type { Seller } from '../catalog/seller.js';
import type { Money } from '../shared/money.js';
import { money, stepMinorOf, sumMinor } from '../shared/money.js';
import type { Cart, CartItem, CartLine } from './cart.js';
import { payableLimits } from './payable-total.js';
import { quoteVersion } from './quote-version.js';
import type { ShippingTerms } from '../catalog/shipping.js';
import { shippingMinorOf } from '../catalog/shipping.js';
import { ceilToStep } from '../shared/allocation.js';
import type { TaxRate } from '../catalog/tax.js';
import { SHIPPING_TAX_CLASS, taxesOf } from '../catalog/tax.js';

/** Amounts of a quote, or of one seller in it. total = subtotal + shipping + tax, to the minor unit. */
export type QuoteAmounts = Readonly<{
  subtotal: Money;
  shipping: Money;
  /** Added to the prices at this destination. */
  tax: Money;
  /** Included in the prices at this destination; reported, not added. */
  taxIncluded: Money;
  total: Money;
}>;

/** The price of a cart, per seller and in total. The amounts always add up. */
export type Quote = QuoteAmounts &
  Readonly<{
    /** Identifies the amounts that would be charged. An order names the version that the shopper agreed to. */
    version: string;
    /** ISO 3166 code of the destination; decides the tax. */
    destination: string;
    sellers: readonly QuotedSeller[];
    /** What the total of one payment in this currency may be. */
    minimumTotal: Money;
    maximumTotal: Money;
  }>;

export type QuotedSeller = QuoteAmounts &
  Readonly<{
    seller: Seller;
    lines: readonly QuotedLine[];
    /** The platform's commission under the current plan; the shopper neither pays nor sees it. */
    commission: Money;
    /** The plan behind it; an order keeps a copy, so that a new plan does not affect old orders. */
    commissionPlan: CommissionPlan;
    /** The terms behind the shipping price; an order keeps a copy of these, too. */
    shippingTerms: ShippingTerms;
  }>;

export type QuotedLine = Readonly<{
  item: CartItem;
  quantity: number;
  unitPrice: Money;
  total: Money;
  tax: Money;
  taxIncluded: Money;
  taxBps: number;
}>;

/**
 * Prices a cart with the current prices, shipping terms and tax rates. Sellers are in the order in which they entered
 * the cart.
 */
export function quoteCart(cart: Cart): Quote {
  const sellers = groupBySeller(cart.lines).map((lines) => quoteSeller(lines, cart));
  const sum = (part: keyof QuoteAmounts) =>
    money(sumMinor(sellers.map((each) => each[part].amountMinor)), cart.currency);
  const { minimum, maximum } = payableLimits(cart.currency);
  return {
    version: quoteVersion(cart, sellers),
    destination: cart.destination,
    sellers,
    subtotal: sum('subtotal'),
    shipping: sum('shipping'),
    tax: sum('tax'),
    taxIncluded: sum('taxIncluded'),
    total: sum('total'),
    minimumTotal: minimum,
    maximumTotal: maximum,
  };
}

function quoteSeller(
  lines: Lines,
  { currency, taxRates }: { currency: string; taxRates: readonly TaxRate[] },
): QuotedSeller {
  const inCurrency = (amountMinor: bigint) => money(amountMinor, currency);
  const { seller } = lines[0].item;
  const totals = lines.map(({ item, quantity }) => item.price.amountMinor * BigInt(quantity));
  const subtotalMinor = sumMinor(totals);
  const goods = lines.map(({ item }) => item.weightClass);
  const stepMinor = stepMinorOf(currency);
  // The flat price of a seller without terms in this currency is a number that no one meant for it.
  const shippingMinor = ceilToStep(shippingMinorOf(seller.shipping, { goods, subtotalMinor }), stepMinor);
  const taxables = lines.map(({ item }, index) => ({
    taxClass: item.taxClass,
    amountMinor: totals[index] ?? 0n,
  }));
  const taxes = taxesOf(
    [...taxables, { taxClass: SHIPPING_TAX_CLASS, amountMinor: shippingMinor }],
    taxRates,
    stepMinor,
  );
  const taxMinor = sumMinor(taxes.map(({ addedMinor }) => addedMinor));
  const taxIncludedMinor = sumMinor(taxes.map(({ includedMinor }) => includedMinor));
  const netMinor = subtotalMinor + shippingMinor;
  const commissionMinor = commissionMinorOf(seller.commission, {
    subtotalMinor,
    afterTaxMinor: netMinor - taxIncludedMinor,
  });
  return {
    seller,
    lines: lines.map(({ item, quantity }, index) => ({
      item,
      quantity,
      unitPrice: item.price,
      total: inCurrency(totals[index] ?? 0n),
      tax: inCurrency(taxes[index]?.addedMinor ?? 0n),
      taxIncluded: inCurrency(taxes[index]?.includedMinor ?? 0n),
      taxBps: taxes[index]?.bps ?? 0,
    })),
    subtotal: inCurrency(subtotalMinor),
    shipping: inCurrency(shippingMinor),
    tax: inCurrency(taxMinor),
    taxIncluded: inCurrency(taxIncludedMinor),
    total: inCurrency(netMinor + taxMinor),
    commission: inCurrency(commissionMinor),
    commissionPlan: seller.commission,
    shippingTerms: seller.shipping,
  };
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
