import type { NoticeTone } from '../shared/notice.js';

/** Why paying stopped, as shown to the shopper; the code is small print. */
export interface Problem {
  readonly tone: NoticeTone;
  readonly title: string;
  readonly text?: string;
  readonly code?: string;
  /** Where to continue when this cart has nothing left to pay. */
  readonly next?: { readonly label: string; readonly to: string };
}

export const NO_ANSWER: Problem = {
  tone: 'attention',
  title: 'We can’t reach the shop',
  text: 'Your payment is saved. Try again when you’re back online; you’ll only be charged once.',
};
