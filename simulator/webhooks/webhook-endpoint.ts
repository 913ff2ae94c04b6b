import type { Metadata } from '../http/metadata.js';

/** `object: webhook_endpoint` (docs.stripe.com/api/webhook_endpoints/object). */
export interface WebhookEndpoint {
  id: string;
  object: 'webhook_endpoint';
  api_version: string | null;
  application: null;
  created: number;
  description: string | null;
  enabled_events: string[];
  livemode: false;
  metadata: Metadata;
  status: 'enabled' | 'disabled';
  url: string;
}

/** The signing secret, shown only once, and whether the endpoint receives connected accounts' events. Same id. */
export interface WebhookSecret {
  id: string;
  secret: string;
  connect: boolean;
}

/** The delivery of one event to one endpoint. */
export interface Delivery {
  id: string;
  event: string;
  endpoint: string;
  state: 'pending' | 'delivered' | 'given_up' | 'dropped';
  attempts: number;
  /** Simulator time in milliseconds of the next attempt. */
  dueMs: number;
  /** Simulator time in milliseconds at which the delivery was queued. */
  createdMs: number;
  lastStatus: number | null;
  lastError: string | null;
  /** A forged delivery carries a wrong signature and is never retried. */
  forged: boolean;
}
