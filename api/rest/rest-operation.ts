import type { z } from 'zod';

import type { Permission } from '../../core/identity/policy.js';

/** A route as its description in docs/openapi.yaml has it. */
export type RestOperation = Readonly<{
  /** As OpenAPI writes it: /api/v1/payments/{id}. */
  path: string;
  /** GET when it is left out. */
  method?: 'post';
  id: string;
  summary: string;
  description: string;
  /** Who may; null when an order's token or owner decides. */
  permission: Permission | null;
  /** What the id in the path names. */
  subject: string;
  /** Content types of the answer; a schema where it is JSON. */
  answers: Readonly<Record<string, z.ZodType | null>>;
  /** Content type of the body that it takes. */
  body?: string;
  /** Beside the id in the path. */
  parameters?: readonly Readonly<{ name: string; in: 'header' | 'query'; description: string }>[];
  /** Problems of this route beside 401, 403 and 404. */
  problems?: Readonly<Record<string, string>>;
}>;
