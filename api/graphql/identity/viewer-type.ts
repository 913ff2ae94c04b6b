import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';

import { roles, type Role } from '../../../core/identity/account.js';

export const RoleEnum = Object.fromEntries(roles.map((role) => [role, role]));

const roleDescriptions = {
  SHOPPER: 'Buys.',
  SELLER: 'Works for the sellers whose member the account is.',
  OPS: 'Sees and repairs what is stuck.',
  FINANCE: 'Sees payments and balances.',
  ADMIN: 'May do everything, and gives roles and keys.',
} as const satisfies Record<Role, string>;

registerEnumType(RoleEnum, {
  name: 'Role',
  description: 'What an account may be.',
  valuesConfig: Object.fromEntries(roles.map((role) => [role, { description: roleDescriptions[role] }])),
});

@ObjectType('Viewer', { description: 'The account that asks.' })
export class ViewerType {
  @Field(() => ID, { description: 'Global id of the account.' })
  id!: string;

  @Field(() => String, { description: 'The address that it signs in with.' })
  email!: string;

  @Field(() => Boolean, { description: 'Whether the link in a mail to the address has been followed.' })
  emailVerified!: boolean;

  @Field(() => String, { description: 'As it wants to be called.' })
  displayName!: string;

  @Field(() => RoleEnum, { description: 'What it may be.' })
  role!: Role;
}
