import type { Role } from '../../core/identity/account.js';

/** An account of the demo; its password is deliberately public. */
export type DemoAccount = Readonly<{
  email: string;
  displayName: string;
  role: Role;
  password: string;
  /** The seller that it is a member of. */
  sellerSlug?: string;
}>;

export const demoStaff: readonly DemoAccount[] = [
  { email: 'ops@splitcart.example', displayName: 'Ola Operator', role: 'OPS', password: 'demo-ops-2026' },
  {
    email: 'finance@splitcart.example',
    displayName: 'Fiona Figures',
    role: 'FINANCE',
    password: 'demo-finance-2026',
  },
  { email: 'admin@splitcart.example', displayName: 'Ada Admin', role: 'ADMIN', password: 'demo-admin-2026' },
  {
    email: 'kiln@splitcart.example',
    displayName: 'Kim of Kiln & Clay',
    role: 'SELLER',
    password: 'demo-kiln-2026',
    sellerSlug: 'kiln-and-clay',
  },
  {
    email: 'folio@splitcart.example',
    displayName: 'Flo of Folio & Thread',
    role: 'SELLER',
    password: 'demo-folio-2026',
    sellerSlug: 'folio-and-thread',
  },
];
