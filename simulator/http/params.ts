import type { FormMap, FormValue } from './form.js';
import { invalidParameter } from './stripe-error.js';

/** Reads one parameter: `undefined` when absent; throws Stripe's own error when malformed. */
export type Param<T> = (value: FormValue | undefined, name: string) => T;

export type Shape = Record<string, Param<unknown>>;
export type Read<S extends Shape> = { [K in keyof S]: ReturnType<S[K]> };

/** An integer, by default within the 8 digits that Stripe allows for an amount. */
export function integer(options: { min?: number; max?: number } = {}): Param<number | undefined> {
  const { min, max = 99_999_999 } = options;
  return (value, name) => {
    if (value === undefined) return undefined;
    const text = scalar(value, name);
    if (text === '') throw emptyParameter(name);
    if (!/^-?\d{1,15}$/.test(text))
      throw invalidParameter(`Invalid integer: ${text}`, 'parameter_invalid_integer', name);
    const number = Number(text);
    if (min !== undefined && number < min) {
      throw invalidParameter(
        `This value must be greater than or equal to ${min}.`,
        'parameter_invalid_integer',
        name,
      );
    }
    if (number > max) {
      throw invalidParameter(
        `This value must be less than or equal to ${max}.`,
        'parameter_invalid_integer',
        name,
      );
    }
    return number;
  };
}

export function boolean(): Param<boolean | undefined> {
  return (value, name) => {
    if (value === undefined) return undefined;
    const text = scalar(value, name);
    if (text === '') throw emptyParameter(name);
    if (text !== 'true' && text !== 'false')
      throw invalidParameter(`Invalid boolean: ${text}`, undefined, name);
    return text === 'true';
  };
}

/** Text; an empty value is rejected, because Stripe reads it as an attempt to unset the parameter. */
export function string(maxLength = 5000): Param<string | undefined> {
  return (value, name) => {
    if (value === undefined) return undefined;
    const text = scalar(value, name);
    if (text === '') throw emptyParameter(name);
    return limited(text, maxLength, name);
  };
}

/** Text that an empty value unsets to `null`. */
export function unsettable(maxLength = 5000): Param<string | null | undefined> {
  return (value, name) => {
    if (value === undefined) return undefined;
    const text = scalar(value, name);
    return text === '' ? null : limited(text, maxLength, name);
  };
}

export function oneOf<const V extends string>(...values: V[]): Param<V | undefined> {
  return (value, name) => {
    if (value === undefined) return undefined;
    const text = scalar(value, name);
    const found = values.find((candidate) => candidate === text);
    if (found !== undefined) return found;
    const list =
      values.length > 1 ? `one of ${values.slice(0, -1).join(', ')}, or ${values.at(-1)}` : values[0];
    throw invalidParameter(`Invalid ${name}: must be ${list}`, undefined, name);
  };
}

export function list<T>(item: Param<T>): Param<NonNullable<T>[] | undefined> {
  return (value, name) => {
    if (value === undefined) return undefined;
    if (value === '') return [];
    if (!Array.isArray(value)) throw invalidParameter(`Invalid array`, undefined, name);
    return value.map((entry, index) => present(item(entry, `${name}[${index}]`), `${name}[${index}]`));
  };
}

/** A nested map with known keys; any other key is `parameter_unknown`. */
export function object<S extends Shape>(shape: S): Param<Read<S> | undefined> {
  return (value, name) => {
    if (value === undefined) return undefined;
    if (typeof value === 'string' || Array.isArray(value))
      throw invalidParameter('Invalid object', undefined, name);
    return readShape(shape, value, name);
  };
}

/** Like `object`, for the parameters of a whole request. */
export function readParams<S extends Shape>(shape: S, form: FormMap): Read<S> {
  return readShape(shape, form, '');
}

/** Makes any reader mandatory. */
export function required<T>(param: Param<T>): Param<NonNullable<T>> {
  return (value, name) => {
    if (value === undefined)
      throw invalidParameter(`Missing required param: ${name}.`, 'parameter_missing', name);
    return present(param(value, name), name);
  };
}

/** A documented parameter whose effect the simulator does not imitate; its value is ignored. */
export function accepted(): Param<undefined> {
  return () => undefined;
}

function readShape<S extends Shape>(shape: S, map: FormMap, prefix: string): Read<S> {
  const unknown = Object.keys(map).filter((key) => !Object.hasOwn(shape, key));
  const [first] = unknown;
  if (first !== undefined) {
    const names = unknown.map((key) => nested(prefix, key));
    const plural = names.length > 1 ? 's' : '';
    throw invalidParameter(
      `Received unknown parameter${plural}: ${names.join(', ')}`,
      'parameter_unknown',
      nested(prefix, first),
    );
  }
  const result: Record<string, unknown> = {};
  for (const [key, read] of Object.entries(shape)) result[key] = read(map[key], nested(prefix, key));
  // The loop above calls exactly the readers whose result types make up Read<S>.
  return result as Read<S>;
}

function nested(prefix: string, key: string): string {
  return prefix === '' ? key : `${prefix}[${key}]`;
}

function scalar(value: FormValue, name: string): string {
  if (typeof value !== 'string')
    throw invalidParameter(`Invalid string: ${JSON.stringify(value)}`, undefined, name);
  return value;
}

function limited(text: string, maxLength: number, name: string): string {
  if (text.length <= maxLength) return text;
  throw invalidParameter(
    `Invalid string: ${text.slice(0, 20)}...; must be at most ${maxLength} characters`,
    'parameter_invalid_string_length',
    name,
  );
}

function emptyParameter(name: string): Error {
  return invalidParameter(
    `You passed an empty string for '${name}'. We assume empty values are an attempt to unset a parameter; ` +
      `however '${name}' cannot be unset. You should remove '${name}' from your request or supply a non-empty value.`,
    'parameter_invalid_empty',
    name,
  );
}

function present<T>(value: T, name: string): NonNullable<T> {
  if (value === undefined || value === null) throw emptyParameter(name);
  return value;
}
