import { settledWithin } from './settled-within.js';

/** The value of the work; rejects if it takes longer than `ms`. The work itself continues, its result ignored. */
export async function valueWithin<Value>(ms: number, work: Promise<Value>): Promise<Value> {
  if (!(await settledWithin(ms, work))) throw new Error(`no answer within ${ms} ms`);
  return await work;
}
