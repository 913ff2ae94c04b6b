import type { BoundSteps } from '../psp/run-step.js';
import { bindSteps } from '../psp/run-step.js';
import type { AnswerMaker } from './model/answer-maker.js';
import type { CheckoutSets } from './model/ports.js';
import type { RecordPorts } from './record-result.js';
import { recordResult } from './record-result.js';
import { recordTogether } from './record-together.js';
import { cancelStep } from './steps/cancel-step.js';
import { captureStep } from './steps/capture-step.js';
import type { CheckoutStepPorts } from './steps/checkout-step.js';
import { releaseStep } from './steps/release-step.js';
import { confirmStep } from './steps/confirm-step.js';
import { createIntentStep } from './steps/create-intent-step.js';
import { authorizeStep } from './steps/authorize-step.js';
import { refundStep } from './steps/refund-step.js';
import { retrieveIntentStep } from './steps/retrieve-intent-step.js';
import { retrieveRefundStep } from './steps/retrieve-refund-step.js';

export type CheckoutSteps = BoundSteps<AnswerMaker>;

export type CheckoutStepsPorts = RecordPorts & CheckoutStepPorts & Readonly<{ checkouts: CheckoutSets }>;

/** Every kind of step whose subject is an order. */
const steps = [
  createIntentStep,
  confirmStep,
  authorizeStep,
  retrieveIntentStep,
  captureStep,
  releaseStep,
  cancelStep,
  refundStep,
  retrieveRefundStep,
];

/** The steps of the checkout with their recorder: the only one there is, in production, tests and benches. */
export function bindCheckoutSteps(ports: CheckoutStepsPorts): CheckoutSteps {
  return bindSteps({
    ports,
    steps,
    recorder: {
      alone: (result) => recordResult(ports, result),
      together: (results) => recordTogether(ports, results),
      // Recorded by one statement.
      isAlone: ({ about }) => about.creates !== undefined,
    },
  });
}
