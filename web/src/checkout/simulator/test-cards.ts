/** Cards of the simulated provider, by what they do; the first is filled in by "Use a test card". */
export const testCards = [
  { number: '4242424242424242', does: 'Paid at once' },
  { number: '4000000000000002', does: 'Declined by the bank' },
  { number: '4000000000009995', does: 'Declined: not enough funds' },
  { number: '4000002760003184', does: 'Bank asks to confirm (3-D Secure)' },
  { number: '4000005990000037', does: 'Bank answers late' },
  { number: '4000005990000029', does: 'Held, but cannot be captured' },
] as const;
