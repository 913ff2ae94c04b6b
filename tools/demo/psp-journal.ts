import { z } from 'zod';

const journalPage = z.object({
  entries: z.array(z.object({ intent: z.string().nullable(), amount: z.number().int() })),
});

/** The PSP's captures of one intent. */
export interface JournalCaptures {
  readonly count: number;
  readonly amountMinor: bigint;
}

/** Reads the captures of one intent from the simulator's append-only journal. */
export async function readCaptures(simulatorUrl: string, pspIntentId: string): Promise<JournalCaptures> {
  const query = new URLSearchParams({ type: 'capture', intent: pspIntentId, limit: '1000' });
  const response = await fetch(`${simulatorUrl}/_sim/journal?${query.toString()}`);
  if (!response.ok) throw new Error(`cannot read the simulator's journal: HTTP ${response.status}`);
  const { entries } = journalPage.parse(await response.json());
  return {
    count: entries.length,
    amountMinor: entries.reduce((sum, entry) => sum + BigInt(entry.amount), 0n),
  };
}
