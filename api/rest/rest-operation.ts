import type { z } from 'zod';

import type { Permission } from '../../core/identity/policy.js';

/** A route as docs/openapi.yaml describes it. */
export type RestOperation = Readonly<{
  /** OpenAPI syntax: /api/v1/payments/{id}. */
  path: string;
  /** Defaults to GET. */
  method?: 'post';
  id: string;
  summary: string;
  description: string;
  /** Required permission; null when the order's token or ownership decides. */
  permission: Permission | null;
  /** The resource that the ID in the path names. */
  subject: string;
  /** Content types of the response; a schema for JSON. */
  answers: Readonly<Record<string, z.ZodType | null>>;
  /** Content type of the request body. */
  body?: string;
  /** Parameters besides the ID in the path. */
  parameters?: readonly Readonly<{ name: string; in: 'header' | 'query'; description: string }>[];
  /** Problems of this route besides 401, 403 and 404. */
  problems?: Readonly<Record<string, string>>;
}>;
