import type { SourceFile } from './source-tree.js';

/** A word that the project does not use, because the field has a better one or it has several meanings. */
export type BannedWord = Readonly<{
  /** Matches the word in prose and in identifiers, and not the meanings that are allowed. */
  word: RegExp;
  /** What to write instead (docs/GLOSSARY.md). */
  instead: string;
}>;

/** In prose and as part of an identifier: `share`, `sellerShare`, `ShareRow`, `SHARE_ID`. */
const inNames = (...words: readonly string[]): RegExp => {
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  const forms = words.flatMap((word) => [
    `\\b${word}\\b`,
    `\\b${capital(word)}(?![a-z])`,
    `(?<=[a-z])${capital(word)}(?![a-z])`,
    `\\b${word}(?=[A-Z])`,
    `(?<![A-Z])${word.toUpperCase()}(?![A-Z])`,
  ]);
  return new RegExp(forms.join('|'), 'g');
};

/** In prose alone. */
const prose = (pattern: string): RegExp => new RegExp(`\\b(?:${pattern})\\b`, 'gi');

export const BANNED_WORDS: readonly BannedWord[] = [
  {
    word: prose("(?:a|an|the|each|every|one|this|its|their|seller's|seller’s|whole) share"),
    instead: 'payment order, split, allocation',
  },
  {
    word: prose('(?:the|of|all|their|these|those|other|captured|open) shares'),
    instead: 'payment orders, allocations',
  },
  {
    word: inNames('refused', 'refusal', 'refusals'),
    instead: 'declined, rejected, failed, denied, undeliverable',
  },
  { word: prose('(?:a|an|the|each|every|one|this|its|open|whole) holds?'), instead: 'authorization' },
  { word: inNames('onHold', 'holdState', 'heldMinor'), instead: 'authorization, authorized' },
  { word: prose('ow(?:ed|es|ing) (?:the|a) (?:PSP|step|capture|call)'), instead: 'scheduled, due' },
  { word: prose('called off|calls? off|calling off'), instead: 'canceled' },
  { word: prose('look(?:s|ed|ing)? past'), instead: 'look up' },
  { word: inNames('stint', 'stints', 'lanes'), instead: 'session, queue, worker' },
  { word: inNames('nudge', 'nudges', 'nudged', 'rouse', 'roused'), instead: 'wake-up, wake' },
  { word: prose('he|him|his|himself'), instead: 'they, them, their' },
  { word: prose('lets? go|letting go'), instead: 'release, void' },
  { word: prose('(?:give|gives|given|gave|giving) back'), instead: 'refund, return' },
  { word: prose('by hand'), instead: 'manually' },
  { word: prose("somebody else's|somebody else’s"), instead: "another account's, another seller's" },
  { word: prose('what (?:became|becomes) of'), instead: 'outcome' },
];

/** Each use of a banned word, as `path:line: word (write …)`. */
export function bannedWordsIn({ path, text }: SourceFile): string[] {
  return BANNED_WORDS.flatMap(({ word, instead }) =>
    [...text.matchAll(word)].map((match) => {
      const line = text.slice(0, match.index).split('\n').length;
      return `${path}:${line}: ${match[0]} (write ${instead})`;
    }),
  );
}
