/** Ends a `switch` over a closed union: an unhandled new member fails to compile. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
