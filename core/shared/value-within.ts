import { settledWithin } from './settled-within.js';

/** The value of the work; rejects when it does not come within this time. The work itself goes on unheard. */
export async function valueWithin<Value>(ms: number, work: Promise<Value>): Promise<Value> {
  if (!(await settledWithin(ms, work))) throw new Error(`no answer within ${ms} ms`);
  return await work;
}
