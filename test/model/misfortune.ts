import type { CheckoutPsp, CheckoutFinding } from '../../core/checkout/model/checkout-psp.js';
import type { Mishap } from './story.js';

/** What happens to the callers of the next PSP calls, one mishap per call. */
export type Misfortune = {
  readonly next: Mishap[];
  /** Runs while a caller sleeps: time passes, and another worker finds its lease expired. */
  sleep: () => Promise<void>;
};

/** The process crashed here. Only the story catches it. */
export class ProcessCrashed extends Error {
  override readonly name = 'ProcessCrashed';
}

/** A PSP whose callers crash or sleep around their calls. */
export function withMisfortune(psp: CheckoutPsp, misfortune: Misfortune): CheckoutPsp {
  const unfortunate = async <Answer extends CheckoutFinding>(
    call: () => Promise<Answer>,
  ): Promise<Answer> => {
    const mishap = misfortune.next.shift();
    if (mishap === 'CRASHES_BEFORE_CALL') throw new ProcessCrashed();
    if (mishap === 'SLEEPS_BEFORE_CALL') await misfortune.sleep();
    const answer = await call();
    if (mishap === 'CRASHES_AFTER_CALL') throw new ProcessCrashed();
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
