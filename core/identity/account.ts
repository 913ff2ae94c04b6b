import type { AccountId } from '../shared/ids.js';

/** What a person may be. Guests have no account and act with the token of their cart or order. */
export const roles = ['SHOPPER', 'SELLER', 'OPS', 'FINANCE', 'ADMIN'] as const;
export type Role = (typeof roles)[number];

export type Account = Readonly<{ id: AccountId; email: string; displayName: string; role: Role }>;

/** Finds accounts and checks their passwords. */
export interface Accounts {
  /** The account when the password is right, otherwise null; takes equally long for an unknown address. */
  authenticate(email: string, password: string): Promise<Account | null>;
  find(id: AccountId): Promise<Account | null>;
}
