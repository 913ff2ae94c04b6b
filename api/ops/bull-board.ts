import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import { Router } from 'express';

/** Bull Board's page loads fonts from a third-party site; ours does not disclose visitors to it. */
const FOREIGN_FONTS = /<link[^>]+fonts\.googleapis\.com[^>]*>/g;

type BoardQueue = ConstructorParameters<typeof BullMQAdapter>[0];

/** Bull Board under /ops/queues. It has no sign-in of its own; the caller must guard it. */
export function bullBoard(queues: readonly BoardQueue[]): Router {
  const adapter = new ExpressAdapter().setBasePath('/ops/queues');
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue)),
    serverAdapter: adapter,
    options: { uiConfig: { boardTitle: 'Splitcart queues', hideRedisDetails: true } },
  });
  const router = Router();
  router.use((_request, response, next) => {
    const send = response.send.bind(response);
    response.send = (body: unknown) =>
      send(typeof body === 'string' ? body.replaceAll(FOREIGN_FONTS, '') : body);
    next();
  });
  router.use(adapter.getRouter());
  return router;
}
