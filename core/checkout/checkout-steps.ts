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

/** Every step kind whose subject is an order. */
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

/** Binds the checkout steps to their one recorder, which production, tests and benches share. */
export function bindCheckoutSteps(ports: CheckoutStepsPorts): CheckoutSteps {
  return bindSteps({
    ports,
    steps,
    recorder: {
      alone: (result) => recordResult(ports, result),
      together: (results) => recordTogether(ports, results),
      // Recorded by one statement of its own.
      isAlone: ({ about }) => about.creates !== undefined,
    },
  });
}
