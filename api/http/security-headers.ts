import type { RequestHandler } from 'express';
import helmet from 'helmet';

const STRIPE_SCRIPTS = 'https://js.stripe.com';
const STRIPE_API = 'https://api.stripe.com';

/** Headers of every page: scripts from our origin and Stripe.js only, frames from Stripe only. */
export function securityHeaders(connectTo: readonly string[]): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'self'"],
        scriptSrc: ["'self'", STRIPE_SCRIPTS],
        // Mantine and Bull Board set styles from script.
        styleSrc: ["'self'", "'unsafe-inline'"],
        // Sellers may use pictures hosted elsewhere.
        imgSrc: ["'self'", 'data:', 'https:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", 'ws:', 'wss:', STRIPE_API, ...connectTo],
        frameSrc: [STRIPE_SCRIPTS, 'https://hooks.stripe.com'],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
        objectSrc: ["'none'"],
      },
    },
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
  });
}
