import type { Account, CapabilityStatus, Requirements } from './account.js';

/** No open requirements. */
export const NO_REQUIREMENTS: Requirements = {
  alternatives: [],
  current_deadline: null,
  currently_due: [],
  disabled_reason: null,
  errors: [],
  eventually_due: [],
  past_due: [],
  pending_verification: [],
};

/** The account states of the simulator; the control API switches between them. */
export type AccountState = 'enabled' | 'onboarding' | 'restricted' | 'rejected';

/** The account in the given state, with its capabilities, permissions and requirements. */
export function inState(account: Account, state: AccountState, due: readonly string[] = []): Account {
  const enabled = state === 'enabled';
  const status: CapabilityStatus = enabled ? 'active' : 'inactive';
  const capabilities = Object.fromEntries(Object.keys(account.capabilities).map((name) => [name, status]));
  return {
    ...account,
    capabilities,
    charges_enabled: enabled && 'card_payments' in capabilities,
    payouts_enabled: enabled && account.external_accounts.data.length > 0,
    details_submitted: state !== 'onboarding',
    requirements: requirementsFor(state, due),
  };
}

function requirementsFor(state: AccountState, due: readonly string[]): Requirements {
  switch (state) {
    case 'enabled':
      return NO_REQUIREMENTS;
    case 'onboarding':
      return {
        ...NO_REQUIREMENTS,
        currently_due: [...due],
        disabled_reason: 'requirements.past_due',
        eventually_due: [...due],
        past_due: [...due],
      };
    case 'restricted': {
      const wanted = due.length === 0 ? ['individual.verification.document'] : [...due];
      return {
        ...NO_REQUIREMENTS,
        currently_due: wanted,
        disabled_reason: 'requirements.past_due',
        eventually_due: wanted,
        past_due: wanted,
      };
    }
    case 'rejected':
      return { ...NO_REQUIREMENTS, disabled_reason: 'rejected.other' };
  }
}
