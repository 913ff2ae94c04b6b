/**
 * An expected failure, returned and never thrown. The code names the broken rule and is stable: clients may switch on
 * it. Data for the caller is added as further fields.
 */
export type DomainError<Code extends string, Data = unknown> = Readonly<{ code: Code }> & Readonly<Data>;

/** True for a returned failure of a use case whose successes carry no `code`. */
export function isDomainError<Value extends object>(value: Value): value is Extract<Value, { code: string }> {
  return 'code' in value;
}

/** The input breaks a rule of its field. */
export type InvalidInput = DomainError<'INVALID_INPUT', { field: string; reason: string }>;

/** The first issue of a failed parse as a domain error; paths are written as `shipTo.country`. */
export function invalidInput(
  issues: readonly { path: readonly PropertyKey[]; message: string }[],
): InvalidInput {
  const [first] = issues;
  return {
    code: 'INVALID_INPUT',
    field: first?.path.map(String).join('.') ?? '',
    reason: first?.message ?? 'invalid',
  };
}
