/** Scopes of API keys and of other systems' clients. */
export const scopes = ['payments:read', 'balances:read', 'orders:read'] as const;
export type Scope = (typeof scopes)[number];
