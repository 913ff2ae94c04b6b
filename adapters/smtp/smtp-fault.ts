import { z } from 'zod';

import type { MailAnswer } from '../../core/mail/ports.js';

const fault = z.object({
  message: z.string(),
  command: z.string().optional(),
  responseCode: z.number().optional(),
});

/** Commands whose replies are about this mail; earlier replies are about us or the server itself. */
const ABOUT_THE_MAIL = new Set(['RCPT TO', 'DATA']);

/**
 * The one place where SMTP faults are classified: a 5xx about the recipient or the content is final; everything else
 * (no connection, a timeout, 4xx, a failed login) may be transient, so the mail is retried.
 */
export function smtpFault(error: unknown): MailAnswer {
  const known = fault.safeParse(error);
  const { message: reason, command = '', responseCode = 0 } = known.data ?? { message: String(error) };
  const isFinal = responseCode >= 500 && ABOUT_THE_MAIL.has(command);
  return { outcome: isFinal ? 'rejected' : 'unknown', reason };
}
