import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import type { Tx } from '../shared/transaction.js';
import type { Claim } from './ports.js';
import type { Command, Decision } from './run-command.js';
import { runCommand } from './run-command.js';

type Doubled = Readonly<{ doubled: number }>;
type TestCommand = Command<{ value: number }, { code: 'NOT_FOUND' }, Doubled, number, { code: 'TOO_BIG' }>;

const scope = { actor: 'cart:1', operation: 'double', key: 'key-12345' };

/** Ports that record their calls in order, and whether the transaction was rolled back. */
function recording(claim: Claim = { state: 'FRESH' }) {
  const calls: string[] = [];
  const note = (call: string) => void calls.push(call);
  const rolledBack = <const Value>(value: Value): Value => {
    note('roll back');
    return value;
  };
  const tx: Tx = { rollback: (value) => rolledBack(value) };
  const dependencies = {
    transaction: { run: <Value>(work: (tx: Tx) => Promise<Value>) => work(tx) },
    idempotency: {
      claim: (_: Tx, { lockMs }: { lockMs: number }) => {
        note(`claim for ${lockMs} ms`);
        return Promise.resolve(claim);
      },
      complete: () => Promise.resolve(),
      settle: () => Promise.resolve(null),
    },
    live: { announce: ({ version }: { version: number }) => note(`announce ${version}`) },
  };
  return { calls, note, dependencies };
}

function double(
  note: (call: string) => void,
  { value = 4, isDryRun = false }: { value?: number; isDryRun?: boolean } = {},
): TestCommand {
  return {
    answer: z.object({ doubled: z.number() }),
    input: {},
    claims: 'UNDER_LOCK',
    key: () => ({ scope, provisional: null }),
    lock() {
      note('lock');
      return Promise.resolve(value === 0 ? null : { value });
    },
    notFound: { code: 'NOT_FOUND' },
    decide(_, subject): Promise<Decision<Doubled, number> | { code: 'TOO_BIG' }> {
      note('decide');
      if (subject.value > 100) return Promise.resolve({ code: 'TOO_BIG' });
      const doubled = subject.value * 2;
      return Promise.resolve({ answer: { doubled }, write: doubled, isDryRun });
    },
    save(_, write, { response }) {
      note(`save ${write} as ${JSON.stringify(response)}`);
      return Promise.resolve({ orderId: 'ord_1', version: 7 });
    },
  };
}

describe('a command', () => {
  test('locks, claims its key, decides, saves with its answer, and announces', async () => {
    const { calls, note, dependencies } = recording();
    const done = await runCommand(dependencies, double(note));
    expect(done).toEqual({ replayed: false, answer: { doubled: 8 }, write: 8, scope });
    const saved = 'save 8 as {"doubled":8}';
    expect(calls).toEqual(['lock', 'claim for 0 ms', 'decide', saved, 'announce 7']);
  });

  test('can claim its key before the lock, and for a given time', async () => {
    const { calls, note, dependencies } = recording();
    const key = { scope, provisional: null };
    await runCommand(dependencies, { ...double(note), claims: 'BEFORE_LOCK', key, lockMs: 5_000 });
    expect(calls.slice(0, 3)).toEqual(['claim for 5000 ms', 'lock', 'decide']);
  });

  test('is answered from its key without a second decision', async () => {
    const { calls, note, dependencies } = recording({ state: 'REPLAY', response: { doubled: 6 } });
    expect(await runCommand(dependencies, double(note))).toEqual({ replayed: true, answer: { doubled: 6 } });
    expect(calls).toEqual(['lock', 'claim for 0 ms']);
  });

  test.each([
    { which: 'with an unknown subject', value: 0, code: 'NOT_FOUND', before: ['lock'] },
    {
      which: 'that breaks a rule',
      value: 101,
      code: 'TOO_BIG',
      before: ['lock', 'claim for 0 ms', 'decide'],
    },
  ])('$which leaves nothing behind', async ({ value, code, before }) => {
    const { calls, note, dependencies } = recording();
    expect(await runCommand(dependencies, double(note, { value }))).toEqual({ code });
    expect(calls).toEqual([...before, 'roll back']);
  });

  test('with a key in use leaves nothing behind', async () => {
    const error = { code: 'IDEMPOTENCY_KEY_REUSED' } as const;
    const { calls, note, dependencies } = recording({ state: 'CONFLICT', error });
    expect(await runCommand(dependencies, double(note))).toEqual(error);
    expect(calls).toEqual(['lock', 'claim for 0 ms', 'roll back']);
  });

  test('in a dry run returns its answer, but neither saves nor announces it nor keeps its key', async () => {
    const { calls, note, dependencies } = recording();
    const done = await runCommand(dependencies, double(note, { isDryRun: true }));
    expect(done).toMatchObject({ replayed: false, answer: { doubled: 8 } });
    expect(calls).toEqual(['lock', 'claim for 0 ms', 'decide', 'roll back']);
  });
});
