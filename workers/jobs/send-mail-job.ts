import type { SendMailDependencies } from '../../core/mail/send-mail.js';
import { sendMail } from '../../core/mail/send-mail.js';
import { assertNever } from '../../core/shared/assert-never.js';
import { parseId } from '../../core/shared/ids.js';
import type { JobEnd } from '../../core/shared/job-end.js';
import type { Logger } from '../../core/shared/logger.js';

/** A queue job for one mail. A duplicate job gets no lease and ends. Recipient and content are not logged. */
export async function sendMailJob(
  dependencies: SendMailDependencies & Readonly<{ logger: Logger }>,
  id: string,
): Promise<JobEnd> {
  const mailId = parseId('mal', id);
  const attempted = mailId === null ? null : await sendMail(dependencies, { mailId });
  if (attempted === null) return { end: 'DONE', note: 'not due: finished, or leased by another worker' };
  const { mail, ending } = attempted;
  const { logger } = dependencies;
  const fields = {
    event: 'mail.tried',
    mail: mail.id,
    template: mail.content.template,
    state: ending.state,
    attempt: mail.attempt,
  };
  switch (ending.state) {
    case 'SENT':
      logger.info(fields);
      return { end: 'DONE', note: ending.state };
    case 'DUE':
      logger.warn({ ...fields, reason: ending.error });
      return { end: 'RETRY', reason: ending.error, retryInMs: ending.retryInMs };
    case 'PARKED':
      logger.error({ ...fields, reason: ending.error });
      return { end: 'FAILED', reason: ending.error };
    default:
      return assertNever(ending);
  }
}
