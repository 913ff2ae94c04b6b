import type { Param } from './params.js';
import { StripeError } from './stripe-error.js';

/**
 * A documented parameter that moves money in a way the simulator does not imitate. It is rejected, because
 * ignoring it would let a test pass that fails at Stripe.
 */
export function notImitated(): Param<undefined> {
  return (value, name) => {
    if (value === undefined || value === 'false') return undefined;
    throw new StripeError(400, `The simulator does not imitate \`${name}\`; see docs/simulator.md.`, {
      details: { code: 'simulator_not_imitated', param: name },
      stage: 'validation',
    });
  };
}
