/** Ends a switch over a closed union: a new member is a compile error, not a silent default. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
