import { accepted, string, unsettable } from '../http/params.js';

const text = unsettable(20_000);

/** Every field of `evidence` (docs.stripe.com/api/disputes/evidence_object); files are accepted by id. */
export const evidenceParams = {
  access_activity_log: text,
  billing_address: text,
  cancellation_policy: string(),
  cancellation_policy_disclosure: text,
  cancellation_rebuttal: text,
  customer_communication: string(),
  customer_email_address: text,
  customer_name: text,
  customer_purchase_ip: text,
  customer_signature: string(),
  duplicate_charge_documentation: string(),
  duplicate_charge_explanation: text,
  duplicate_charge_id: text,
  enhanced_evidence: accepted(),
  product_description: text,
  receipt: string(),
  refund_policy: string(),
  refund_policy_disclosure: text,
  refund_refusal_explanation: text,
  service_date: text,
  service_documentation: string(),
  shipping_address: text,
  shipping_carrier: text,
  shipping_date: text,
  shipping_documentation: string(),
  shipping_tracking_number: text,
  uncategorized_file: string(),
  uncategorized_text: text,
};

/** The evidence of a new dispute: every field present and empty. */
export function emptyEvidence(): Record<string, unknown> {
  const names = Object.keys(evidenceParams).filter((name) => name !== 'enhanced_evidence');
  return { ...Object.fromEntries(names.map((name) => [name, null])), enhanced_evidence: {} };
}
