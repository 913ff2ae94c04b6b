/** Test cards of the simulated PSP and their outcomes. */
export const testCards = [
  { number: '4242424242424242', outcome: 'Succeeds' },
  { number: '4000000000000002', outcome: 'Declined by the bank' },
  { number: '4000000000009995', outcome: 'Declined: insufficient funds' },
  { number: '4000002760003184', outcome: 'Requires 3-D Secure' },
  { number: '4000005990000037', outcome: 'Slow bank' },
  { number: '4000005990000029', outcome: 'Approved, but charging fails' },
] as const;
