import type { Actor } from './actor.js';

/** Who makes a request, and the id by which its log lines and what it changed are found. */
export type Requester = Readonly<{ actor: Actor; correlationId: string }>;
