/** Ends a `switch` that must name every case: a new case then fails to compile instead of falling through. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
