import type { Role } from '../../core/identity/account.js';

/** An account of the demo; its password is public on purpose. */
export type DemoAccount = Readonly<{ email: string; displayName: string; role: Role; password: string }>;

export const demoStaff: readonly DemoAccount[] = [
  { email: 'ops@splitcart.example', displayName: 'Ola Operator', role: 'OPS', password: 'demo-ops-2026' },
];
