import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';

import { roles, type Role } from '../../../core/identity/account.js';

export const RoleEnum = Object.fromEntries(roles.map((role) => [role, role]));

const roleDescriptions = {
  SHOPPER: 'Places orders.',
  SELLER: 'Manages the items and orders of the sellers the account is a member of.',
  OPS: 'Reads orders and payments, issues refunds, and resolves stuck work.',
  FINANCE: 'Reads payments and balances, issues refunds, and sets commission plans.',
  ADMIN: 'Has every permission, and manages roles and API keys.',
} as const satisfies Record<Role, string>;

registerEnumType(RoleEnum, {
  name: 'Role',
  description: 'Role of an account; determines its permissions.',
  valuesConfig: Object.fromEntries(roles.map((role) => [role, { description: roleDescriptions[role] }])),
});

@ObjectType('Viewer', { description: 'The signed-in account.' })
export class ViewerType {
  @Field(() => ID, { description: 'Global ID of the account.' })
  id!: string;

  @Field(() => String, { description: 'Email address for sign-in.' })
  email!: string;

  @Field(() => Boolean, { description: 'Whether the email address has been verified.' })
  emailVerified!: boolean;

  @Field(() => String, { description: 'Display name of the account.' })
  displayName!: string;

  @Field(() => RoleEnum, { description: 'Role of the account.' })
  role!: Role;
}
