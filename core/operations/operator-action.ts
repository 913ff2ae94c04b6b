import { z } from 'zod';

import type { SignInRequired } from '../identity/account.js';
import type { Actor } from '../identity/actor.js';
import type { NotPermitted } from '../identity/policy.js';
import { denialOf } from '../identity/policy.js';
import type { InvalidInput } from '../shared/domain-error.js';
import { invalidInput } from '../shared/domain-error.js';
import type { AccountId, Id } from '../shared/ids.js';
import { newId } from '../shared/ids.js';

export const operatorActionKinds = ['RETRY_STEP', 'REPLAY_WEBHOOK', 'RECHECK_PAYMENT'] as const;
export type OperatorActionKind = (typeof operatorActionKinds)[number];

/** A manual command of an operator, with their reason. Never changed or deleted. */
export type OperatorAction = Readonly<{
  id: Id<'act'>;
  accountId: AccountId;
  kind: OperatorActionKind;
  /** Id of the step, webhook event or payment. */
  target: string;
  /** In the operator's own words. */
  reason: string;
}>;

export type StoredOperatorAction = OperatorAction & Readonly<{ madeAt: Date }>;

/** A repair without a reason cannot be reviewed later. */
const reason = z.string().trim().min(5, 'must say why, in at least 5 characters').max(500);

export type OperatorInput = Readonly<{ actor: Actor; reason: string }>;
export type OperatorDenial = SignInRequired | NotPermitted | InvalidInput;

/** The action to record, or why the actor may not take it. */
export function operatorAction(
  kind: OperatorActionKind,
  target: string,
  { actor, reason: given }: OperatorInput,
): OperatorAction | OperatorDenial {
  const denial = denialOf(actor, 'operations.act');
  if (denial !== null) return denial;
  if (actor.kind !== 'ACCOUNT') return { code: 'NOT_PERMITTED' };
  const parsed = z.object({ reason }).safeParse({ reason: given });
  if (!parsed.success) return invalidInput(parsed.error.issues);
  return { id: newId('act'), accountId: actor.accountId, kind, target, reason: parsed.data.reason };
}
