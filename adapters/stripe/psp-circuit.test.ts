import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import type { CheckoutAnswer } from '../../core/checkout/model/checkout-psp.js';
import { openPspCircuit } from './psp-circuit.js';

const UNKNOWN: CheckoutAnswer = { outcome: 'unknown', reason: 'no answer', retryAfterMs: null };
const DECLINED: CheckoutAnswer = {
  outcome: 'declined',
  fact: { kind: 'CAPTURE_FAILED', reason: 'no', authorizationLost: false },
};

/** A circuit around a PSP that returns `psp.answer` and counts its calls. */
function setUp() {
  const changes: boolean[] = [];
  const circuit = openPspCircuit({ onChange: (isOpen) => changes.push(isOpen) });
  const psp = { answer: UNKNOWN, calls: 0 };
  const call = () =>
    circuit.run(() => {
      psp.calls += 1;
      return Promise.resolve(psp.answer);
    });
  return { circuit, changes, psp, call };
}

async function times(count: number, work: () => Promise<unknown>): Promise<void> {
  for (let nth = 0; nth < count; nth += 1) await work();
}

describe('the circuit around the PSP', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('opens after five consecutive calls without an answer, and then makes no calls', async () => {
    const { circuit, changes, psp, call } = setUp();
    await times(5, call);
    expect(circuit.isOpen()).toBe(true);
    expect(await call()).toMatchObject({ outcome: 'not_called' });
    expect(psp.calls).toBe(5);
    expect(changes).toEqual([true]);
  });

  test('counts a decline as an answer', async () => {
    const { circuit, psp, call } = setUp();
    await times(4, call);
    psp.answer = DECLINED;
    await call();
    psp.answer = UNKNOWN;
    await times(4, call);
    expect(circuit.isOpen()).toBe(false);
  });

  test('probes with one call, and closes when the PSP answers it', async () => {
    const { circuit, changes, psp, call } = setUp();
    await times(5, call);
    vi.advanceTimersByTime(20_000);
    psp.answer = DECLINED;
    expect(await call()).toEqual(DECLINED);
    expect(circuit.isOpen()).toBe(false);
    expect(changes).toEqual([true, false]);
  });

  test('stays open when the probe times out', async () => {
    const { circuit, psp, call } = setUp();
    await times(5, call);
    vi.advanceTimersByTime(20_000);
    await call();
    await call();
    expect(psp.calls).toBe(6);
    expect(circuit.isOpen()).toBe(true);
  });

  test('makes no other call wait for a running probe', async () => {
    const { circuit, psp, call } = setUp();
    await times(5, call);
    vi.advanceTimersByTime(20_000);
    const probe = Promise.withResolvers<CheckoutAnswer>();
    const probing = circuit.run(() => probe.promise);
    expect(await call()).toMatchObject({ outcome: 'not_called' });
    probe.resolve(DECLINED);
    expect(await probing).toEqual(DECLINED);
    expect(psp.calls).toBe(5);
  });
});
