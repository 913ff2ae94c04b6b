import type { z } from 'zod';

/** The argument that `runMeasured` passed to this program. */
export function givenArgument<Given>(schema: z.ZodType<Given>): Given {
  return schema.parse(JSON.parse(process.argv[2] ?? '{}'));
}
