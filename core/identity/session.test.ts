import { describe, expect, test } from 'vitest';

import { newId } from '../shared/ids.js';
import { judgeRefresh, REFRESH_RACE_MS, type Session } from './session.js';

const asOf = new Date('2026-01-01T12:00:00Z');
const before = (ms: number): Date => new Date(asOf.getTime() - ms);
const session = (changes: Partial<Session> = {}): Session => ({
  id: newId('ses'),
  accountId: newId('acc'),
  generation: 5,
  refreshedAt: before(60_000),
  expiresAt: before(-60_000),
  isEnded: false,
  asOf,
  ...changes,
});

describe('a refresh token', () => {
  test('is valid once: only the newest generation', () => {
    expect(judgeRefresh(session(), 5)).toBe('CURRENT');
  });

  test('that was used before is treated as copied, however old it is', () => {
    expect(judgeRefresh(session(), 4)).toBe('REUSED');
    expect(judgeRefresh(session(), 1)).toBe('REUSED');
  });

  test('used by another tab a moment ago is not a theft, but only for the previous generation', () => {
    const refreshedAt = before(REFRESH_RACE_MS - 1);
    expect(judgeRefresh(session({ refreshedAt }), 4)).toBe('RACED');
    expect(judgeRefresh(session({ refreshedAt }), 3)).toBe('REUSED');
    expect(judgeRefresh(session({ refreshedAt: before(REFRESH_RACE_MS) }), 4)).toBe('REUSED');
  });

  test('of an ended or expired session is invalid', () => {
    expect(judgeRefresh(session({ isEnded: true }), 5)).toBe('ENDED');
    expect(judgeRefresh(session({ expiresAt: asOf }), 5)).toBe('ENDED');
  });
});
