/** Why this isn't an email address; undefined if it is. */
export function emailFault(email: string): string | undefined {
  if (email.trim() === '') return 'Enter your email address.';
  if (!/^\S+@\S+\.\S+$/.test(email.trim())) return 'Enter a valid email address, like name@example.com.';
  return undefined;
}

const MIN_CHARACTERS = 10;

/** Why this can't be a password; undefined if it can. */
export function newPasswordFault(password: string): string | undefined {
  return password.length < MIN_CHARACTERS ? `Use at least ${MIN_CHARACTERS} characters.` : undefined;
}

/** Drops fields without an error. */
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

/** Where to go after signing in: only a path of this shop, never another origin. */
export function nextPath(requested: string | null): string {
  return requested !== null && /^\/(?![/\\])/.test(requested) ? requested : '/';
}

/** The token in a mailed link, read from the fragment, which is never sent to a server. */
export function tokenIn(hash: string): string {
  return new URLSearchParams(hash.replace(/^#/, '')).get('token') ?? '';
}
