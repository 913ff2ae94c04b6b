import type { z } from 'zod';

/** What `runMeasured` told this program. */
export function givenArgument<Given>(schema: z.ZodType<Given>): Given {
  return schema.parse(JSON.parse(process.argv[2] ?? '{}'));
}
