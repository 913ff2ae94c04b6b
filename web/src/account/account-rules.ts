/** Why this is no e-mail address, or undefined. */
export function emailFault(email: string): string | undefined {
  if (email.trim() === '') return 'Enter your e-mail address.';
  if (!/^\S+@\S+\.\S+$/.test(email.trim()))
    return 'This is not a complete e-mail address, like name@example.com.';
  return undefined;
}

const LEAST_CHARACTERS = 10;

/** Why this cannot become a password, or undefined. */
export function newPasswordFault(password: string): string | undefined {
  return password.length < LEAST_CHARACTERS ? `Choose at least ${LEAST_CHARACTERS} characters.` : undefined;
}

/** Only the faults that there are. */
export function faultsOf<Field extends string>(
  faults: Readonly<Record<Field, string | undefined>>,
): Readonly<Partial<Record<Field, string>>> {
  const found: Partial<Record<Field, string>> = {};
  for (const field in faults) {
    const fault = faults[field];
    if (fault !== undefined) found[field] = fault;
  }
  return found;
}

/** Where to go after signing in: a path of this shop, whatever the link says. */
export function nextPath(wanted: string | null): string {
  return wanted !== null && /^\/(?![/\\])/.test(wanted) ? wanted : '/';
}

/** The token in the link of a mail; it stands behind the #, which no server sees. */
export function tokenIn(hash: string): string {
  return new URLSearchParams(hash.replace(/^#/, '')).get('token') ?? '';
}
