import type { CheckoutPsp, CheckoutFinding } from '../../core/checkout/model/checkout-psp.js';
import type { Mishap } from './story.js';

/** What will happen to those who call the PSP next, one call each. */
export type Misfortune = {
  readonly next: Mishap[];
  /** What the world does while a caller sleeps: time passes, and another executor finds their lease run out. */
  sleep: () => Promise<void>;
};

/** The process ended here. Nothing catches it but the story. */
export class ProcessDied extends Error {
  override readonly name = 'ProcessDied';
}

/** A PSP whose callers die or fall asleep around their calls. */
export function withMisfortune(psp: CheckoutPsp, misfortune: Misfortune): CheckoutPsp {
  const unfortunate = async <Answer extends CheckoutFinding>(
    call: () => Promise<Answer>,
  ): Promise<Answer> => {
    const mishap = misfortune.next.shift();
    if (mishap === 'DIES_BEFORE_CALL') throw new ProcessDied();
    if (mishap === 'SLEEPS_BEFORE_CALL') await misfortune.sleep();
    const answer = await call();
    if (mishap === 'DIES_AFTER_CALL') throw new ProcessDied();
    if (mishap === 'SLEEPS_AFTER_CALL') await misfortune.sleep();
    return answer;
  };
  return {
    createIntent: (request) => unfortunate(() => psp.createIntent(request)),
    confirmIntent: (request) => unfortunate(() => psp.confirmIntent(request)),
    authorize: (request) => unfortunate(() => psp.authorize(request)),
    capture: (request) => unfortunate(() => psp.capture(request)),
    releaseAuthorization: (request) => unfortunate(() => psp.releaseAuthorization(request)),
    cancelIntent: (request) => unfortunate(() => psp.cancelIntent(request)),
    refund: (request) => unfortunate(() => psp.refund(request)),
    retrieveRefund: (id) => unfortunate(() => psp.retrieveRefund(id)),
    lookUp: (call) => unfortunate(() => psp.lookUp(call)),
    retrieveIntent: (id) => unfortunate(() => psp.retrieveIntent(id)),
  };
}
