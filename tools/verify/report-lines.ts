import type { VerifyReport } from '../../core/verification/ports.js';

/** A readable report: one line per guarantee, followed by its violations. */
export function reportLines({ checks }: VerifyReport): string[] {
  return checks.flatMap(({ name, title, ok, checked, found, violations }) => [
    `${ok ? 'ok      ' : 'VIOLATED'} ${name} ${title} (${checked} checked${ok ? '' : `, ${found} violations`})`,
    ...violations.map(({ subject, what }) => `           ${subject} ${what}`),
  ]);
}
