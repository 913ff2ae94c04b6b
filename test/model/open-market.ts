import { quoteCart } from '../../core/cart/quote.js';
import type { Actor } from '../../core/identity/actor.js';
import { isDomainError } from '../../core/shared/domain-error.js';
import type { ItemId, SellerId } from '../../core/shared/ids.js';
import { newId } from '../../core/shared/ids.js';
import { GUEST } from '../harness/checkout-services.js';
import type { ModelWorld } from './model-world.js';
import type { BuyerPlan, SellerPlan } from './story.js';

/** A cart ready to be ordered. */
export type FilledCart = Readonly<{
  cartToken: string;
  quoteVersion: string;
  email: string;
  shipTo: Readonly<Record<'name' | 'line1' | 'city' | 'postalCode' | 'country', string> & { line2: null }>;
}>;

/** The sellers and carts of one story, isolated from every other story. */
export type Market = Readonly<{ sellerIds: readonly SellerId[]; carts: readonly FilledCart[] }>;

/** Inserts the sellers with their items and fills the carts. */
export async function openMarket(
  world: ModelWorld,
  { sellers, buyers }: { sellers: readonly SellerPlan[]; buyers: readonly BuyerPlan[] },
): Promise<Market> {
  const opened = sellers.map((plan) => ({
    ...plan,
    id: newId('sel'),
    items: plan.items.map((item) => ({ ...item, id: newId('itm') })),
  }));
  await world.database.sql(INSERT, [JSON.stringify(opened)]);
  const itemIds = opened.flatMap(({ items }) => items.map(({ id }) => id));
  const carts = await Promise.all(buyers.map((buyer) => fillCart(world, buyer, itemIds)));
  return { sellerIds: opened.map(({ id }) => id), carts: carts.filter((cart) => cart !== null) };
}

/** A member of these sellers. */
export function memberOf(world: ModelWorld, sellerIds: readonly SellerId[]): Actor {
  return {
    kind: 'ACCOUNT',
    accountId: world.accountId,
    roles: ['SELLER'],
    sellerIds,
    sessionId: 'ses_model',
  };
}

/** An operations user. */
export function operatorOf(world: ModelWorld): Actor {
  return {
    kind: 'ACCOUNT',
    accountId: world.accountId,
    roles: ['OPS'],
    sellerIds: [],
    sessionId: 'ses_model',
  };
}

const INSERT = `
WITH opened AS (
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS s (id text, "captureMode" text, "commissionBps" int, "refundPolicy" text,
    "taxRemittedBy" text, "shippingMinor" bigint, items jsonb)
), sellers AS (
  INSERT INTO seller (id, slug, name, tagline, accent, capture_mode, shipping_minor, commission_bps)
  SELECT id, replace(id, '_', '-'), id, '', 'clay', "captureMode", "shippingMinor", "commissionBps" FROM opened
), plans AS (
  INSERT INTO commission_plan (seller_id, currency, bps, refund_policy, tax_remitted_by)
  SELECT id, 'EUR', "commissionBps", "refundPolicy", "taxRemittedBy" FROM opened
), items AS (
  INSERT INTO item (id, seller_id, sku, name, description, category, picture, price_minor, currency)
  SELECT i.id, s.id, i.id, i.id, '', 'things', 'thing', i."priceMinor", 'EUR'
  FROM opened s CROSS JOIN LATERAL jsonb_to_recordset(s.items) AS i (id text, "priceMinor" bigint)
)
INSERT INTO stock (item_id, on_hand)
SELECT i.id, i.units FROM opened s CROSS JOIN LATERAL jsonb_to_recordset(s.items) AS i (id text, units int)`;

/** Null when no line of the plan is available in its quantity. */
async function fillCart(
  { useCases }: ModelWorld,
  { country, lines }: BuyerPlan,
  itemIds: readonly ItemId[],
): Promise<FilledCart | null> {
  const created = await useCases.cart.createCart({ currency: 'EUR', destination: country });
  if (isDomainError(created)) throw new Error(created.code);
  const { token: cartToken } = created;
  let { cart } = created;
  for (const { pick, quantity } of lines) {
    const itemId = itemIds[pick % itemIds.length] ?? '';
    const changed = await useCases.cart.addCartLine({ cartToken, itemId, quantity, actor: GUEST.actor });
    // Too few units in stock: the buyer continues without this line.
    if (!isDomainError(changed)) cart = changed;
  }
  if (cart.lines.length === 0) return null;
  return {
    cartToken,
    quoteVersion: quoteCart(cart).version,
    email: 'shopper@example.com',
    shipTo: { name: 'Sam', line1: 'Lane 1', line2: null, city: 'Town', postalCode: '10115', country },
  };
}
