import { emitChange } from '../events/emit-event.js';
import type { Call } from '../http/call.js';
import { findOwned } from '../http/find-owned.js';
import { listObjects, listParams } from '../http/list-objects.js';
import { applyMetadata, metadata } from '../http/metadata.js';
import { operation } from '../http/operation.js';
import { boolean, object, string } from '../http/params.js';
import { invalidRequest } from '../http/stripe-error.js';
import { closeDispute, escalateInquiry, isClosed, isInquiry } from './close-dispute.js';
import type { Dispute } from './dispute.js';
import { evidenceParams } from './evidence.js';

/** GET /v1/disputes/:id */
export const retrieveDispute = operation({
  name: 'disputes.retrieve',
  method: 'GET',
  path: '/v1/disputes/:id',
  params: {},
  run: (call, _params, path) => findOwned(call, 'dispute', { id: path.id }),
});

/** GET /v1/disputes */
export const listDisputes = operation({
  name: 'disputes.list',
  method: 'GET',
  path: '/v1/disputes',
  params: { ...listParams, charge: string(), payment_intent: string() },
  run: (call, params) =>
    listObjects(call, {
      kind: 'dispute',
      params,
      url: '/v1/disputes',
      keep: (dispute) =>
        (params.charge === undefined || dispute.charge === params.charge) &&
        (params.payment_intent === undefined || dispute.payment_intent === params.payment_intent),
    }),
});

const updateParams = { evidence: object(evidenceParams), metadata, submit: boolean() };

/** POST /v1/disputes/:id: evidence is submitted at once unless `submit=false` stages it. */
export const updateDispute = operation({
  name: 'disputes.update',
  method: 'POST',
  path: '/v1/disputes/:id',
  params: updateParams,
  run(call, params, path) {
    const dispute = findOwned(call, 'dispute', { id: path.id });
    if (isClosed(dispute)) throw invalidRequest('This dispute is already closed.');
    const sent = Object.entries(params.evidence ?? {}).filter(([, value]) => value !== undefined);
    const submits = sent.length > 0 && (params.submit ?? true);
    const updated: Dispute = {
      ...dispute,
      evidence: { ...dispute.evidence, ...Object.fromEntries(sent) },
      evidence_details: {
        ...dispute.evidence_details,
        has_evidence: dispute.evidence_details.has_evidence || sent.length > 0,
        submission_count: dispute.evidence_details.submission_count + (submits ? 1 : 0),
      },
      metadata: applyMetadata(dispute.metadata, params.metadata),
      status: submits ? (isInquiry(dispute) ? 'warning_under_review' : 'under_review') : dispute.status,
    };
    call.tx.put('dispute', updated, call.account);
    emitChange(call, 'charge.dispute.updated', { object: updated, previous: { status: dispute.status } });
    return submits ? judge(call, updated) : updated;
  },
});

/** POST /v1/disputes/:id/close: accepts the dispute as lost. */
export const closeDisputeOperation = operation({
  name: 'disputes.close',
  method: 'POST',
  path: '/v1/disputes/:id/close',
  params: {},
  run(call, _params, path) {
    const dispute = findOwned(call, 'dispute', { id: path.id });
    if (isClosed(dispute)) throw invalidRequest('This dispute is already closed.');
    return closeDispute(call, dispute, 'lost');
  },
});

/** Decides by the test values of `uncategorized_text` (docs.stripe.com/testing#disputes). */
function judge(call: Call, dispute: Dispute): Dispute {
  switch (dispute.evidence['uncategorized_text']) {
    case 'winning_evidence':
      return closeDispute(call, dispute, 'won');
    case 'losing_evidence':
      return closeDispute(call, dispute, 'lost');
    case 'escalate_inquiry_evidence':
      return isInquiry(dispute) ? escalateInquiry(call, dispute) : dispute;
    default:
      return dispute;
  }
}
