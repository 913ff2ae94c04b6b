import type { Store } from '../storage/store.js';
import type { Kind } from '../storage/stored-objects.js';
import type { FormMap } from './form.js';
import { invalidParameter } from './stripe-error.js';

/** Fields whose id `expand[]` replaces with the object, per object type. */
const EXPANDABLE: Record<string, Record<string, Kind>> = {
  payment_intent: { customer: 'customer', latest_charge: 'charge', payment_method: 'payment_method' },
  charge: {
    balance_transaction: 'balance_transaction',
    customer: 'customer',
    payment_intent: 'payment_intent',
  },
  payment_method: { customer: 'customer' },
  setup_intent: { customer: 'customer', payment_method: 'payment_method' },
  refund: {
    balance_transaction: 'balance_transaction',
    charge: 'charge',
    failure_balance_transaction: 'balance_transaction',
    payment_intent: 'payment_intent',
    payment_method: 'payment_method',
  },
  transfer: {
    balance_transaction: 'balance_transaction',
    destination: 'account',
    destination_payment: 'destination_payment',
    source_transaction: 'charge',
  },
  transfer_reversal: { balance_transaction: 'balance_transaction', transfer: 'transfer' },
  payout: { balance_transaction: 'balance_transaction', failure_balance_transaction: 'balance_transaction' },
  dispute: { charge: 'charge', payment_intent: 'payment_intent' },
};

/** Stripe expands four levels deep. */
const MAX_DEPTH = 4;

/** Removes `expand[]` from the parameters, so that operations never see it. */
export function takeExpand(form: FormMap): string[] {
  const value = form['expand'];
  delete form['expand'];
  if (value === undefined) return [];
  const paths = Array.isArray(value) ? value : [value];
  return paths.map((path) => {
    if (typeof path !== 'string') throw invalidParameter('Invalid array', undefined, 'expand');
    return path;
  });
}

/** The object with every path of `expand[]` replaced by the referenced object. */
export function expandPaths(object: object, paths: readonly string[], store: Store): object {
  let result = object;
  for (const path of paths) {
    const steps = path.split('.');
    if (steps.length > MAX_DEPTH + 1) {
      throw invalidParameter(
        `You cannot expand more than ${MAX_DEPTH} levels of a property.`,
        undefined,
        'expand',
      );
    }
    result = expandPath(result, steps, { path, store });
  }
  return result;
}

interface Expansion {
  path: string;
  store: Store;
}

function expandPath(object: object, steps: readonly string[], expansion: Expansion): object {
  const [step, ...rest] = steps;
  if (step === undefined) return object;
  const fields: Record<string, unknown> = { ...object };
  const value = fields[step];
  if (Array.isArray(value)) {
    return { ...fields, [step]: value.map((item: object) => expandPath(item, rest, expansion)) };
  }
  if (typeof value === 'object' && value !== null)
    return { ...fields, [step]: expandPath(value, rest, expansion) };
  const found =
    typeof value === 'string'
      ? findExpanded(String(fields['object']), step, { id: value, expansion })
      : undefined;
  if (found === undefined && !isExpandable(String(fields['object']), step)) {
    throw invalidParameter(`This property cannot be expanded (${step}).`, undefined, 'expand');
  }
  return found === undefined ? object : { ...fields, [step]: expandPath(found, rest, expansion) };
}

/** The source of a balance transaction is the object that moved the money; its id prefix gives the kind. */
const SOURCE_KINDS: Record<string, Kind> = {
  ch: 'charge',
  du: 'dispute',
  po: 'payout',
  py: 'destination_payment',
  re: 'refund',
  tr: 'transfer',
  trr: 'transfer_reversal',
};

function isExpandable(object: string, field: string): boolean {
  return (
    (object === 'balance_transaction' && field === 'source') || EXPANDABLE[object]?.[field] !== undefined
  );
}

function findExpanded(
  object: string,
  field: string,
  value: { id: string; expansion: Expansion },
): object | undefined {
  const kind =
    object === 'balance_transaction' && field === 'source'
      ? SOURCE_KINDS[value.id.split('_')[0] ?? '']
      : EXPANDABLE[object]?.[field];
  return kind === undefined ? undefined : value.expansion.store.table(kind).get(value.id);
}
