/** The words for what can be wrong about accounts, sessions and the links of mails. */
export const identityMessages = {
  EMAIL_TAKEN: 'There is an account with this address. Sign in instead.',
  WRONG_CREDENTIALS: 'This address and password do not fit together.',
  SIGN_IN_REQUIRED: 'Sign in first.',
  NOT_PERMITTED: 'You may not do this.',
  API_KEY_NOT_FOUND: 'There is no such key.',
  SESSION_ENDED: 'Your session has ended. Sign in again.',
  SESSION_REFRESHED_ELSEWHERE: 'Another tab has just renewed this session.',
  ISSUER_SIGN_IN_FAILED: 'The identity provider did not confirm this sign-in. Begin again.',
  ISSUER_UNAVAILABLE: 'The identity provider does not answer. Try again in a moment.',
  TOKEN_UNKNOWN: 'This link is not one of ours. Copy it from the mail once more, whole.',
  TOKEN_USED: 'This link has been used already.',
  TOKEN_EXPIRED: 'This link has expired. Ask for a new one.',
  EMAIL_ALREADY_VERIFIED: 'Your address is confirmed already.',
  SERVICE_BUSY: 'Many people are signing in right now. Try again in a moment.',
} as const;
