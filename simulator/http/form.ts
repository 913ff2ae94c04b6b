import { StripeError } from './stripe-error.js';

/** A decoded form value: text, a list, or a nested map. */
export type FormValue = string | FormValue[] | FormMap;

/** Null-prototype map, so that a key such as `__proto__` is only a key. */
export interface FormMap {
  [key: string]: FormValue;
}

/** Stripe's limit for nesting in requests; deeper bodies are refused rather than recursed into. */
const MAX_DEPTH = 10;

/**
 * Decodes `a=1&b[c]=2&d[]=x&e[0][f]=y` as Stripe does: brackets nest, `[]` appends, numeric brackets are lists.
 */
export function parseForm(text: string): FormMap {
  const root = emptyMap();
  if (text === '') return root;
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const rawKey = equals < 0 ? pair : pair.slice(0, equals);
    const rawValue = equals < 0 ? '' : pair.slice(equals + 1);
    assign(root, decode(rawKey), decode(rawValue));
  }
  return collectLists(root);
}

function decode(text: string): string {
  if (!text.includes('%') && !text.includes('+')) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new StripeError(
      400,
      'invalid_request_error',
      'Invalid request: the body is not valid form encoding',
      {},
      'validation',
    );
  }
}

function emptyMap(): FormMap {
  return Object.create(null);
}

function assign(root: FormMap, key: string, value: string): void {
  const bracket = key.indexOf('[');
  if (bracket < 0) {
    root[key] = value;
    return;
  }
  const path = [
    key.slice(0, bracket),
    ...key
      .slice(bracket + 1)
      .replace(/\]$/, '')
      .split(']['),
  ];
  if (path.length > MAX_DEPTH) {
    throw new StripeError(
      400,
      'invalid_request_error',
      `Invalid request: '${key}' is nested too deeply`,
      {},
      'validation',
    );
  }
  let map = root;
  for (const step of path.slice(0, -1)) map = child(map, step === '' ? nextIndex(map) : step);
  const last = path.at(-1) ?? '';
  map[last === '' ? nextIndex(map) : last] = value;
}

function child(map: FormMap, key: string): FormMap {
  const existing = map[key];
  if (typeof existing === 'object' && !Array.isArray(existing)) return existing;
  const created = emptyMap();
  map[key] = created;
  return created;
}

function nextIndex(map: FormMap): string {
  return String(Object.keys(map).length);
}

/** A map whose keys are 0, 1, 2 … was written as a list. */
function collectLists(map: FormMap): FormMap {
  for (const key of Object.keys(map)) {
    const value = map[key];
    if (typeof value !== 'object' || Array.isArray(value)) continue;
    const inner = collectLists(value);
    const keys = Object.keys(inner);
    const isList = keys.length > 0 && keys.every((innerKey, index) => innerKey === String(index));
    map[key] = isList ? Object.values(inner) : inner;
  }
  return map;
}
