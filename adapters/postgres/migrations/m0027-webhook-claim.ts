import { Migration } from '@mikro-orm/migrations';

/** What an event says about itself, so that it can be compared with what we asked for, at each try and each replay. */
export class M0027WebhookClaim extends Migration {
  override up(): void {
    this.addSql(`
ALTER TABLE webhook_event ADD COLUMN livemode boolean, ADD COLUMN account text, ADD COLUMN amount_minor bigint, ADD COLUMN currency text;
COMMENT ON COLUMN webhook_event.livemode IS 'Null for events that were kept before the column was; they are not compared.';
COMMENT ON COLUMN webhook_event.account IS 'The account that it happened in, when that is not the one whose endpoint was called. Such an event is parked.';
COMMENT ON COLUMN webhook_event.amount_minor IS 'What the object inside the event is for. Other money than we asked for is never recorded; the event is parked.'`);
  }

  override down(): void {
    this.addSql(
      `ALTER TABLE webhook_event DROP COLUMN livemode, DROP COLUMN account, DROP COLUMN amount_minor, DROP COLUMN currency`,
    );
  }
}
