import type { NewStep } from '../../psp/step.js';
import { cancelStep } from '../steps/cancel-step.js';
import { captureStep } from '../steps/capture-step.js';
import { releaseStep } from '../steps/release-step.js';
import { confirmStep } from '../steps/confirm-step.js';
import { createIntentStep } from '../steps/create-intent-step.js';
import { authorizeStep } from '../steps/authorize-step.js';
import { refundStep } from '../steps/refund-step.js';
import { retrieveIntentStep } from '../steps/retrieve-intent-step.js';
import { retrieveRefundStep } from '../steps/retrieve-refund-step.js';

/** A checkout step with its kind and its parsed parameters. */
export function openStep(step: Pick<NewStep, 'kind' | 'params'>) {
  switch (step.kind) {
    case 'CREATE_INTENT':
      return { kind: 'CREATE_INTENT', ...createIntentStep.paramsOf(step) } as const;
    case 'CONFIRM':
      return { kind: 'CONFIRM', ...confirmStep.paramsOf(step) } as const;
    case 'AUTHORIZE':
      return { kind: 'AUTHORIZE', ...authorizeStep.paramsOf(step) } as const;
    case 'RETRIEVE':
      return { kind: 'RETRIEVE', ...retrieveIntentStep.paramsOf(step) } as const;
    case 'CAPTURE':
      return { kind: 'CAPTURE', ...captureStep.paramsOf(step) } as const;
    case 'RELEASE':
      return { kind: 'RELEASE', ...releaseStep.paramsOf(step) } as const;
    case 'CANCEL':
      return { kind: 'CANCEL', ...cancelStep.paramsOf(step) } as const;
    case 'REFUND':
      return { kind: 'REFUND', ...refundStep.paramsOf(step) } as const;
    case 'RETRIEVE_REFUND':
      return { kind: 'RETRIEVE_REFUND', ...retrieveRefundStep.paramsOf(step) } as const;
    default:
      throw new Error(`${step.kind} is not a checkout step`);
  }
}

export type OpenStep = ReturnType<typeof openStep>;
