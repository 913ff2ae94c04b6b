import { z } from 'zod';
import { CORS_HEADERS } from '../http/cors.js';
import type { Simulator } from '../simulator.js';
import { ControlError, type ControlAnswer, type ControlRequest } from './control-route.js';
import { controlRoutes } from './control-routes.js';

/** Serves `/_sim/*`: faults, journal, clock, webhooks, pages. It is not part of Stripe's API. */
export class ControlHandler {
  constructor(private readonly simulator: Simulator) {}

  async handle(request: ControlRequest): Promise<void> {
    const { response } = request;
    const answer = await this.answer(request);
    await this.simulator.store.durable();
    if ('location' in answer) {
      response.writeHead(answer.status, { ...CORS_HEADERS, Location: answer.location }).end();
    } else if ('html' in answer) {
      response
        .writeHead(answer.status, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' })
        .end(answer.html);
    } else {
      response
        .writeHead(answer.status, { ...CORS_HEADERS, 'Content-Type': 'application/json' })
        .end(JSON.stringify(answer.json));
    }
  }

  private async answer(request: ControlRequest): Promise<ControlAnswer> {
    if (/[srp]k_live_/.test(request.authorization ?? '')) {
      return rejected(403, 'The control API is closed to live keys.');
    }
    try {
      for (const route of controlRoutes) {
        const match = route.method === request.method ? route.path.exec(request.path) : null;
        if (match !== null)
          return await route.run(this.simulator, request, decodeURIComponent(match[1] ?? ''));
      }
      return rejected(404, `The simulator has no ${request.method} ${request.path}.`);
    } catch (error) {
      if (error instanceof ControlError) return rejected(error.status, error.message);
      if (error instanceof z.ZodError) return rejected(400, z.prettifyError(error));
      throw error;
    }
  }
}

function rejected(status: number, message: string): ControlAnswer {
  return { status, json: { error: { message } } };
}
