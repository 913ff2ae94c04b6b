import type { VerifyReport } from '../../core/verification/ports.js';

/** A report for people: one line per guarantee, and under it what breaks it. */
export function reportLines({ checks }: VerifyReport): string[] {
  return checks.flatMap(({ name, title, ok, checked, found, violations }) => [
    `${ok ? 'holds ' : 'BROKEN'} ${name} ${title} (${checked} checked${ok ? '' : `, ${found} broken`})`,
    ...violations.map(({ subject, what }) => `         ${subject} ${what}`),
  ]);
}
