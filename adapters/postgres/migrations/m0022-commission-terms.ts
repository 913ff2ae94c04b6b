import { Migration } from '@mikro-orm/migrations';

/** A commission plan says in the ledger's words what a refund gives back, and who pays the tax on. */
export class M0022CommissionTerms extends Migration {
  override up(): void {
    this.addSql(`
ALTER TABLE commission_plan DROP CONSTRAINT commission_plan_refund_policy_is_known;
UPDATE commission_plan SET refund_policy = CASE refund_policy WHEN 'KEPT' THEN 'COMMISSION_KEPT' ELSE 'COMMISSION_RETURNED' END;
ALTER TABLE commission_plan
  ALTER COLUMN refund_policy SET DEFAULT 'COMMISSION_RETURNED',
  ADD CONSTRAINT commission_plan_refund_policy_is_known CHECK (refund_policy IN ('COMMISSION_RETURNED','COMMISSION_KEPT')),
  ADD COLUMN tax_remitted_by text NOT NULL DEFAULT 'PLATFORM' CONSTRAINT commission_plan_tax_is_remitted_by_someone CHECK (tax_remitted_by IN ('PLATFORM','SELLER'));
COMMENT ON COLUMN commission_plan.refund_policy IS 'Whether a refund gives the seller back its part of the commission.';
COMMENT ON COLUMN commission_plan.tax_remitted_by IS 'Who pays the tax on to the state: the platform keeps it, or it stays with the seller.';`);
  }

  override down(): void {
    this.addSql(`
ALTER TABLE commission_plan DROP COLUMN tax_remitted_by, DROP CONSTRAINT commission_plan_refund_policy_is_known;
UPDATE commission_plan SET refund_policy = CASE refund_policy WHEN 'COMMISSION_KEPT' THEN 'KEPT' ELSE 'RETURNED' END;
ALTER TABLE commission_plan
  ALTER COLUMN refund_policy SET DEFAULT 'RETURNED',
  ADD CONSTRAINT commission_plan_refund_policy_is_known CHECK (refund_policy IN ('RETURNED','FIXED_KEPT','KEPT'))`);
  }
}
