import { z } from 'zod';

import { currencyOf } from './currency.js';

/** The ISO 4217 code of a currency that the PSP charges in. */
export const currencyCode = z
  .string()
  .refine((code) => currencyOf(code) !== null, 'must be the code of a currency that can be charged, as EUR');
