import { z } from 'zod';
import { readJson, type ControlRoute } from './control-route.js';

const endpointInput = z.strictObject({
  url: z.url(),
  secret: z.string().min(1),
  events: z.array(z.string()).default(['*']),
  connect: z.boolean().default(false),
});

/** Adds webhook endpoints with a secret of the caller's choice, and shows deliveries. */
export const webhookRoutes: readonly ControlRoute[] = [
  {
    method: 'POST',
    path: /^\/_sim\/webhooks$/,
    run(simulator, request) {
      const { url, secret, events, connect } = readJson(request, endpointInput);
      return { status: 201, json: simulator.addWebhookEndpoint({ url, secret, events, connect }) };
    },
  },
  {
    method: 'GET',
    path: /^\/_sim\/webhooks$/,
    run: (simulator) => ({
      status: 200,
      json: { endpoints: [...simulator.store.table('webhook_endpoint').oldestFirst()] },
    }),
  },
  {
    method: 'GET',
    path: /^\/_sim\/deliveries$/,
    run: (simulator) => ({
      status: 200,
      json: { deliveries: [...simulator.store.table('delivery').newestFirst()].slice(0, 200) },
    }),
  },
];
