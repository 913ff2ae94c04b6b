import type { Actor } from './actor.js';

/** The actor of a request, and the correlation id of its log lines and changes. */
export type Requester = Readonly<{ actor: Actor; correlationId: string }>;
