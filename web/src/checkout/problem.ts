import type { NoticeTone } from '../shared/notice.js';

/** Why paying stopped, in words; the code stands small beneath. */
export interface Problem {
  readonly tone: NoticeTone;
  readonly title: string;
  readonly text?: string;
  readonly code?: string;
  /** Where to go on when there is nothing left to pay in this cart. */
  readonly next?: { readonly label: string; readonly to: string };
}

export const NOBODY_ANSWERED: Problem = {
  tone: 'attention',
  title: 'The shop does not answer',
  text: 'Your payment is remembered. Continue when the connection is back: it is made once, however often you try.',
};
