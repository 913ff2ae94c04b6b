import { z } from 'zod';

import type { MailAnswer } from '../../core/mail/ports.js';

const fault = z.object({
  message: z.string(),
  command: z.string().optional(),
  responseCode: z.number().optional(),
});

/** What a server says about this one mail; anything it says before that is about us or about itself. */
const ABOUT_THE_MAIL = new Set(['RCPT TO', 'DATA']);

/**
 * The one place where SMTP faults are classed: a 5xx about the recipient or the content is final; everything else (no
 * connection, no answer, 4xx, a refused sign-in) may be over next time, so the mail is tried again.
 */
export function smtpFault(error: unknown): MailAnswer {
  const known = fault.safeParse(error);
  const { message: reason, command = '', responseCode = 0 } = known.data ?? { message: String(error) };
  const isFinal = responseCode >= 500 && ABOUT_THE_MAIL.has(command);
  return { outcome: isFinal ? 'rejected' : 'unknown', reason };
}
