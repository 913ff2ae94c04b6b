import type { Call } from './call.js';
import type { FormMap } from './form.js';
import { readParams, type Read, type Shape } from './params.js';

/** The ids in a path: `:id`, and `:child` in paths such as /v1/transfers/:id/reversals/:child. */
export interface PathIds {
  id: string;
  child: string;
}

export type Method = 'GET' | 'POST' | 'DELETE';

/** One API operation: its route, parameters and implementation. */
export interface Operation {
  /** `<resource>.<verb>`: the name that faults match. */
  name: string;
  method: Method;
  path: string;
  /** Whether a publishable key suffices. */
  publishable: boolean;
  /** Validates the parameters; the returned function executes the request inside a transaction. */
  prepare(form: FormMap): (call: Call, path: PathIds) => object;
}

/** Declares an operation; `params` reads and types its parameters, and `run` returns the object to send. */
export function operation<S extends Shape>(definition: {
  name: string;
  method: Method;
  path: string;
  publishable?: boolean;
  params: S;
  run: (call: Call, params: Read<S>, path: PathIds) => object;
}): Operation {
  const { name, method, path, publishable = false, params, run } = definition;
  return {
    name,
    method,
    path,
    publishable,
    prepare(form) {
      const read = readParams(params, form);
      return (call, ids) => run(call, read, ids);
    },
  };
}
