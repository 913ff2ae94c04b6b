/** What a key or a client of another system may be allowed to do. */
export const scopes = ['payments:read', 'balances:read', 'orders:read'] as const;
export type Scope = (typeof scopes)[number];
