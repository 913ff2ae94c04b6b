import { Pool } from 'pg';
import { WebSocket } from 'ws';

import { openLiveChannel } from '../../../adapters/redis/live-channel.js';

/** Makes changes; `change` returns a text that every message about it contains. */
export type Trigger = Readonly<{
  /** What a receiver subscribes to; null when connecting is enough. */
  subscription: Readonly<{ query: string; variables: object }> | null;
  change: () => Promise<string>;
  close: () => Promise<void>;
}>;

const ORDER_UPDATED = `subscription ($orderId: ID!, $token: String!) {
  orderUpdated(orderId: $orderId, token: $token) {
    status version
    payment {
      status captured { amountMinor }
      intents { id status clientSecret nextAction { redirectUrl } }
      paymentOrders { id status attempts }
    }
  }
}`;

type Watched = Readonly<{ ownerUrl: string; redisUrl: string; orderId: string; orderToken: string }>;

/** Raises the version of an order and announces it, as every command does after its commit. */
export async function orderTrigger({ ownerUrl, redisUrl, orderId, orderToken }: Watched): Promise<Trigger> {
  const pool = new Pool({ connectionString: ownerUrl, max: 1 });
  const channel = openLiveChannel({ url: redisUrl, onError: () => undefined });
  return {
    subscription: { query: ORDER_UPDATED, variables: { orderId, token: orderToken } },
    async change() {
      const { rows } = await pool.query<{ version: number }>(
        'UPDATE orders SET version = version + 1 WHERE id = $1 RETURNING version',
        [orderId],
      );
      const version = rows[0]?.version;
      if (version === undefined) throw new Error(`unknown order ${orderId}`);
      channel.announce({ orderId, version });
      return `"version":${version}`;
    },
    async close() {
      channel.close();
      await pool.end();
    },
  };
}

/** The size of our message with its envelope. */
const MESSAGE_BYTES = 800;

/** Makes the bare server broadcast a text of the same length. */
export async function broadcastTrigger(socketUrl: string): Promise<Trigger> {
  const socket = new WebSocket(socketUrl);
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  let version = 0;
  return {
    subscription: null,
    async change() {
      version += 1;
      const mark = `"version":${version}`;
      socket.send(mark.padEnd(MESSAGE_BYTES, ' '));
      return mark;
    },
    async close() {
      socket.close();
    },
  };
}
