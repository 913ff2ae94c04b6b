import type { Store } from '../storage/store.js';
import type { Kind } from '../storage/stored-objects.js';
import type { FormMap } from './form.js';
import { invalidParameter } from './stripe-error.js';

/** Which fields of which object hold an id that `expand[]` replaces by the object. */
const EXPANDABLE: Record<string, Record<string, Kind>> = {
  payment_intent: { latest_charge: 'charge', payment_method: 'payment_method' },
  charge: { payment_intent: 'payment_intent' },
};

/** Stripe expands four levels deep. */
const MAX_DEPTH = 4;

/** Takes `expand[]` out of the parameters, so that operations never see it. */
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

/** The object with every path of `expand[]` replaced by the objects they name. */
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
  const kind = EXPANDABLE[String(fields['object'])]?.[step];
  if (kind === undefined) {
    throw invalidParameter(`This property cannot be expanded (${step}).`, undefined, 'expand');
  }
  const found = typeof value === 'string' ? expansion.store.table(kind).get(value) : undefined;
  return found === undefined ? object : { ...fields, [step]: expandPath(found, rest, expansion) };
}
