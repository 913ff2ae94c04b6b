import type { DomainError } from '../shared/domain-error.js';
import { isDomainError } from '../shared/domain-error.js';
import type { OperatorInput, OperatorDenial } from './operator-action.js';
import { operatorAction } from './operator-action.js';
import type { Operations, WebhookView } from './ports.js';

export type WebhookEventNotFound = DomainError<'WEBHOOK_EVENT_NOT_FOUND'>;
/** The event has not been processed yet; it will be without a replay. */
export type WebhookEventWaiting = DomainError<'WEBHOOK_EVENT_WAITING'>;

export type ReplayWebhookError = OperatorDenial | WebhookEventNotFound | WebhookEventWaiting;
export type ReplayedWebhook = Readonly<{ event: WebhookView; plan: string; dryRun: boolean }>;

/**
 * Reprocesses a stored webhook event, whether it was parked or processed. The current state is read from the PSP, so a
 * replay changes nothing that is already known. A dry run returns the plan only.
 *
 * Errors in order of precedence: SIGN_IN_REQUIRED, NOT_PERMITTED, INVALID_INPUT, WEBHOOK_EVENT_NOT_FOUND,
 * WEBHOOK_EVENT_WAITING.
 */
export async function replayWebhook(
  { operations, wakeUp }: { operations: Operations; wakeUp: () => void },
  { eventId, dryRun, ...input }: OperatorInput & Readonly<{ eventId: string; dryRun: boolean }>,
): Promise<ReplayedWebhook | ReplayWebhookError> {
  const action = operatorAction('REPLAY_WEBHOOK', eventId, input);
  if (isDomainError(action)) return action;
  const event = await operations.findWebhook(eventId);
  if (event === null) return { code: 'WEBHOOK_EVENT_NOT_FOUND' };
  if (event.state === 'WAITING') return { code: 'WEBHOOK_EVENT_WAITING' };
  const plan = `Looks up ${event.pspObjectId ?? 'nothing'} at the PSP and records any changes; state before the replay: ${event.state}.`;
  if (dryRun) return { event, plan, dryRun };
  if (!(await operations.replayWebhook(eventId, action))) return { code: 'WEBHOOK_EVENT_WAITING' };
  wakeUp();
  return { event: { ...event, state: 'WAITING', parkedReason: null }, plan, dryRun };
}
