import type { TestCard } from './test-card.js';
import { declinedTestCards } from './test-cards-declined.js';
import { specialTestCards } from './test-cards-special.js';
import { workingTestCards } from './test-cards-working.js';

const ALL_CARDS: readonly TestCard[] = [...workingTestCards, ...declinedTestCards, ...specialTestCards];

const byNumber = new Map(ALL_CARDS.map((card) => [card.number, card]));
const byToken = new Map(ALL_CARDS.flatMap((card) => card.tokens.map((token) => [token, card])));

/** The card with a number such as 4242424242424242; spaces and dashes are ignored. */
export function testCardByNumber(number: string): TestCard | undefined {
  return byNumber.get(number.replaceAll(/[\s-]/g, ''));
}

/** The card with a token such as pm_card_visa. */
export function testCardByToken(token: string): TestCard | undefined {
  return byToken.get(token);
}

/** Every test card, for the control API and the documentation. */
export function allTestCards(): readonly TestCard[] {
  return ALL_CARDS;
}
