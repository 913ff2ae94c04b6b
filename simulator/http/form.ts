import { StripeError } from './stripe-error.js';

/** A decoded form value: text, a list, or a nested map. */
export type FormValue = string | FormValue[] | FormMap;

/** A nested map; `__proto__` is rejected as a key, so every key is data. */
export interface FormMap {
  [key: string]: FormValue;
}

/** Stripe's nesting limit; deeper bodies are rejected instead of recursed into. */
const MAX_DEPTH = 10;

/**
 * Decodes `a=1&b[c]=2&d[]=x&e[0][f]=y` as Stripe does: brackets nest, `[]` appends, numeric brackets are lists.
 */
export function parseForm(text: string): FormMap {
  const root: FormMap = {};
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
    throw badForm('the body is not valid form encoding');
  }
}

function assign(root: FormMap, key: string, value: string): void {
  if (key.includes('__proto__')) throw badForm(`'${key}' is not a parameter name`);
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
    throw badForm(`'${key}' is nested too deeply`);
  }
  let map = root;
  for (const step of path.slice(0, -1)) map = child(map, step === '' ? nextIndex(map) : step);
  const last = path.at(-1) ?? '';
  map[last === '' ? nextIndex(map) : last] = value;
}

function child(map: FormMap, key: string): FormMap {
  const existing = map[key];
  if (typeof existing === 'object' && !Array.isArray(existing)) return existing;
  const created: FormMap = {};
  map[key] = created;
  return created;
}

function nextIndex(map: FormMap): string {
  return String(Object.keys(map).length);
}

/** Converts maps with the keys 0, 1, 2 … to lists. */
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

function badForm(why: string): StripeError {
  return new StripeError(400, `Invalid request: ${why}`, { stage: 'validation' });
}
