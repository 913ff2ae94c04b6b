import type { FormMap } from '../http/form.js';
import type { Store } from '../storage/store.js';
import type { FaultTarget } from './fault-desk.js';

/** The match fields of a request: the amount and metadata it sends, else those of the intent in its path. */
export function faultTarget(
  store: Store,
  operation: string,
  request: { form: FormMap; id: string },
): FaultTarget {
  const intent = store.table('payment_intent').get(request.id);
  const sent = request.form['metadata'];
  const metadata: Record<string, string> = { ...intent?.metadata };
  if (typeof sent === 'object' && !Array.isArray(sent)) {
    for (const [key, value] of Object.entries(sent)) if (typeof value === 'string') metadata[key] = value;
  }
  const amount = request.form['amount'] ?? request.form['amount_to_capture'];
  return {
    operation,
    amount: typeof amount === 'string' ? Number(amount) : intent?.amount,
    metadata,
    intent: intent?.id,
  };
}
