import { z } from 'zod';

import { weightClasses } from './shipping.js';
import { taxClasses } from './tax.js';
import { currencyCode } from '../shared/currency-code.js';
import { currencyOf } from '../shared/currency.js';
import { decimalText, moneyFrom, type Money } from '../shared/money.js';
import type { Item } from './item.js';
import { isUpc } from './upc.js';

/** What a seller enters about an item. */
export type ItemDetails = Omit<Item, 'id' | 'sellerId' | 'active' | 'version' | 'availableUnits'>;

const MAX_NAME = 200;
const MAX_DESCRIPTION = 2_000;
const MAX_CATEGORY = 60;
const MAX_PICTURE_URL = 500;

/** Names of the illustrations that an item can use as its picture; whoever serves them knows the list. */
export type DrawnPictures = ReadonlySet<string>;

const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(max, `must have at most ${max} characters`)
    .regex(/^\P{Cc}*$/u, 'must not contain control characters');

const details = z.object({
  sku: z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$/,
      'must be 1 to 64 letters, digits, dots, dashes, underscores or slashes',
    ),
  upc: z.string().refine(isUpc, 'must be a UPC-A or EAN-13 with a valid check digit').nullable(),
  name: line(MAX_NAME),
  description: z
    .string()
    .trim()
    .max(MAX_DESCRIPTION, `must have at most ${MAX_DESCRIPTION} characters`)
    .regex(/^(\P{Cc}|[\n\r\t])*$/u, 'must not contain control characters'),
  category: line(MAX_CATEGORY),
  picture: z.string().max(MAX_PICTURE_URL, `must have at most ${MAX_PICTURE_URL} characters`),
  price: z.string(),
  currency: currencyCode,
  taxClass: z.enum(taxClasses),
  weightClass: z.enum(weightClasses),
});

/** Unparsed input; the price is decimal text in units of the currency, as 58.20 EUR, 1200 JPY, 1.234 KWD. */
export type ItemDetailsInput = z.input<typeof details>;

/**
 * Checks the price as soon as it and its currency are strings, even if other fields are invalid: all faults are
 * reported at once.
 */
const when = ({ issues }: z.core.ParsePayload): boolean =>
  issues.every(({ path }) => path?.[0] !== 'price' && path?.[0] !== 'currency');

/** Parses input; every fault is an issue with the path of its field. */
export type ItemDetailsReader = ReturnType<typeof itemDetailsReader>;

/** Creates the reader for a shop with these illustrations. Create it once: that costs more than using it. */
export function itemDetailsReader(drawn: DrawnPictures) {
  const picture = details.shape.picture.refine(
    (text) => drawn.has(text) || isPictureUrl(text),
    'must be the name of one of our illustrations or an https address',
  );
  return details
    .extend({ picture })
    .refine(({ price, currency }) => moneyFrom(price, currency) !== null, {
      path: ['price'],
      error: 'must be an amount that can be charged in its currency, as 58.20 EUR, 1200 JPY or 3990 ISK',
      when,
    })
    .refine(({ price, currency }) => isSellable(moneyFrom(price, currency)), {
      path: ['price'],
      error: 'must be above zero and no more than can be charged in its currency',
      when,
    })
    .transform(({ price, currency, ...rest }): ItemDetails => {
      const amount = moneyFrom(price, currency);
      if (amount === null) throw new Error(`${price} was refined to be an amount`);
      return { ...rest, price: amount };
    });
}

/** A dearer item could never be paid. */
function isSellable(price: Money | null): boolean {
  if (price === null) return true;
  const { amountMinor, currency } = price;
  return amountMinor > 0n && amountMinor <= (currencyOf(currency)?.mostMinor ?? 0n);
}

/** An item in the form of its input. */
export function detailsInputOf(item: ItemDetails): ItemDetailsInput {
  const { sku, upc, name, description, category, picture, price, taxClass, weightClass } = item;
  return {
    ...{ sku, upc, name, description, category, picture, taxClass, weightClass },
    price: decimalText(price),
    currency: price.currency,
  };
}

export function isSameItem(a: ItemDetails, b: ItemDetails): boolean {
  return JSON.stringify(detailsInputOf(a)) === JSON.stringify(detailsInputOf(b));
}

function isPictureUrl(text: string): boolean {
  return /^https:\/\/[^\s"'<>\\]+$/.test(text) && URL.canParse(text);
}
