import { z } from 'zod';
import { queueResend } from '../webhooks/queue-deliveries.js';
import { ControlError, readJson, type ControlRoute } from './control-route.js';

const endpointInput = z.strictObject({
  url: z.url(),
  secret: z.string().min(1),
  events: z.array(z.string()).default(['*']),
  connect: z.boolean().default(false),
});

const resendInput = z.strictObject({ endpoint: z.string().optional() });

/** Adds webhook endpoints with a secret chosen by the caller, and lists and resends deliveries. */
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
  {
    method: 'POST',
    path: /^\/_sim\/events\/([^/]+)\/resend$/,
    run(simulator, request, id) {
      const { endpoint } = readJson(request, resendInput);
      if (simulator.store.table('event').get(id) === undefined)
        throw new ControlError(404, `No such event: ${id}`);
      const endpoints = [...simulator.store.table('webhook_endpoint').oldestFirst()].filter(
        (known) => endpoint === undefined || known.id === endpoint,
      );
      simulator.act(null, (call) => {
        for (const known of endpoints) queueResend(call, id, known.id);
      });
      return { status: 200, json: { queued: endpoints.length } };
    },
  },
];
