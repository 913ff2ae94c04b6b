import { Migration } from '@mikro-orm/migrations';

/** The mail with the link of an order. */
export class M0021OrderLink extends Migration {
  override up(): void {
    this.addSql(`
ALTER TABLE mail DROP CONSTRAINT mail_template_is_known;
ALTER TABLE mail ADD CONSTRAINT mail_template_is_known
  CHECK (template IN ('VERIFY_EMAIL','RESET_PASSWORD','PASSWORD_CHANGED','ORDER_LINK')) NOT VALID`);
  }

  override down(): void {
    this.addSql(`
DELETE FROM mail WHERE template = 'ORDER_LINK';
ALTER TABLE mail DROP CONSTRAINT mail_template_is_known;
ALTER TABLE mail ADD CONSTRAINT mail_template_is_known CHECK (template IN ('VERIFY_EMAIL','RESET_PASSWORD','PASSWORD_CHANGED'))`);
  }
}
