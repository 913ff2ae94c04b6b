import { z } from 'zod';

const money = z.object({ amountMinor: z.string() });

export const pspSettingsAnswer = z.object({
  pspSettings: z.object({ publishableKey: z.string(), apiBase: z.string().nullable() }),
});

export const catalogAnswer = z.object({
  items: z.object({
    edges: z.array(
      z.object({
        node: z.object({
          id: z.string(),
          availableUnits: z.number(),
          price: z.object({ currency: z.string() }),
          seller: z.object({ id: z.string() }),
        }),
      }),
    ),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  }),
});

export const createCartAnswer = z.object({
  createCart: success('CreateCartSuccess', { token: z.string() }),
});

export const addCartLineAnswer = z.object({
  addCartLine: success('CartChanged', {
    cart: z.object({ quote: z.object({ version: z.string(), total: money, sellers: z.array(z.unknown()) }) }),
  }),
});

export const placeOrderAnswer = z.object({
  placeOrder: success('PlaceOrderSuccess', {
    orderId: z.string(),
    orderNumber: z.string(),
    orderToken: z.string(),
    paymentId: z.string(),
    paymentIntentId: z.string(),
    clientSecret: z.string().nullable(),
  }),
});

export const authorizePaymentAnswer = z.object({
  authorizePayment: success('AuthorizePaymentSuccess', { paymentIntentStatus: z.string() }),
});

export const paymentEvent = z.object({
  paymentUpdated: z.object({
    status: z.string(),
    captured: money,
    intents: z.array(
      z.object({
        id: z.string(),
        status: z.string(),
        pspIntentId: z.string().nullable(),
        clientSecret: z.string().nullable(),
        declineMessage: z.string().nullable(),
      }),
    ),
    paymentOrders: z.array(z.object({ id: z.string(), status: z.string(), captured: money })),
  }),
});

export const orderAnswer = z.object({ order: z.object({ status: z.string() }) });

export type PaymentView = z.infer<typeof paymentEvent>['paymentUpdated'];

/**
 * The success member of a result union. Any other member is a typed error; its message becomes the parse error, so that
 * the demo's output shows why the command was rejected.
 */
function success<Shape extends z.ZodRawShape>(typename: string, shape: Shape) {
  const rejected = z.object({ __typename: z.string(), message: z.string() });
  const schema = z.object(shape);
  return z.preprocess((value, context) => {
    const error = rejected.safeParse(value);
    if (error.success && error.data.__typename !== typename) {
      context.addIssue({ code: 'custom', message: `${error.data.__typename}: ${error.data.message}` });
      return z.NEVER;
    }
    return value;
  }, schema);
}
