/** Messages of errors about accounts, sessions and mailed links. */
export const identityMessages = {
  EMAIL_TAKEN: 'This email address already has an account. Sign in instead.',
  WRONG_CREDENTIALS: 'Wrong email address or password.',
  SIGN_IN_REQUIRED: 'Sign in first.',
  NOT_PERMITTED: 'You do not have permission to do this.',
  API_KEY_NOT_FOUND: 'API key not found.',
  SESSION_ENDED: 'Your session has ended. Sign in again.',
  SESSION_REFRESHED_ELSEWHERE: 'Another tab has just refreshed this session.',
  ISSUER_SIGN_IN_FAILED: 'The identity provider did not confirm this sign-in. Start again.',
  ISSUER_UNAVAILABLE: 'The identity provider is not responding. Try again in a moment.',
  TOKEN_UNKNOWN: 'This link is invalid. Copy the whole link from the email.',
  TOKEN_USED: 'This link has already been used.',
  TOKEN_EXPIRED: 'This link has expired. Request a new one.',
  EMAIL_ALREADY_VERIFIED: 'Your email address is already verified.',
  SERVICE_BUSY: 'Many people are signing in right now. Try again in a moment.',
} as const;
