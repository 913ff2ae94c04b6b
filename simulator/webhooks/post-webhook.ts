import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** An endpoint that does not answer within this time counts as failed. */
const ANSWER_TIMEOUT_MS = 20_000;

/** Sends webhooks over kept-alive connections. */
export class WebhookSender {
  private readonly plain = new HttpAgent({ keepAlive: true, maxSockets: 64 });
  private readonly secure = new HttpsAgent({ keepAlive: true, maxSockets: 64 });

  /** Posts the body; resolves to the HTTP status, rejects without a response. */
  post(url: string, body: string, signature: string): Promise<number> {
    const target = new URL(url);
    const secure = target.protocol === 'https:';
    const send = secure ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const request = send(target, {
        method: 'POST',
        agent: secure ? this.secure : this.plain,
        timeout: ANSWER_TIMEOUT_MS,
        headers: {
          'Content-Type': 'application/json; charset=utf-8',
          'Content-Length': Buffer.byteLength(body),
          'Stripe-Signature': signature,
          'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        },
      });
      request.on('response', (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
        response.on('error', reject);
      });
      request.on('timeout', () => request.destroy(new Error(`no answer within ${ANSWER_TIMEOUT_MS} ms`)));
      request.on('error', reject);
      request.end(body);
    });
  }

  close(): void {
    this.plain.destroy();
    this.secure.destroy();
  }
}
