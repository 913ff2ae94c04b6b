import type { MailContent, MailId } from '../../../core/mail/mail.js';
import { defineTable, insertOnly, int, json, key, orNull, text, timestamp } from '../database/table.js';

export const mailTable = defineTable('mail', {
  id: key(text<MailId>()),
  dedupeKey: insertOnly(text()),
  recipient: insertOnly(text()),
  template: insertOnly(text()),
  data: insertOnly(json<MailContent>()),
  worthUntil: insertOnly(orNull(timestamp())),
  state: text(),
  attempt: int(),
  error: orNull(text()),
});
