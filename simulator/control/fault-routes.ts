import { z } from 'zod';
import { FAULT_KINDS, type Fault } from '../faults/fault.js';
import { ControlError, readJson, type ControlRoute } from './control-route.js';

/** Default window within which reordered webhooks are shuffled. */
const REORDER_WINDOW_MS = 1_000;

/** The input that adds a fault. */
const faultInput = z.strictObject({
  operation: z.string().default('*'),
  kind: z.enum(FAULT_KINDS),
  delayMs: z.number().int().min(0).optional(),
  delayMaxMs: z.number().int().min(0).optional(),
  latency: z
    .strictObject({ p50Ms: z.number().min(1), p99Ms: z.number().min(1) })
    .refine(({ p50Ms, p99Ms }) => p99Ms >= p50Ms, { message: 'p99Ms must not be below p50Ms' })
    .optional(),
  status: z.number().int().min(400).max(599).optional(),
  code: z.string().optional(),
  message: z.string().optional(),
  retryAfterSeconds: z.number().int().min(0).optional(),
  copies: z.number().int().min(1).max(20).default(1),
  times: z.number().int().min(1).optional(),
  probability: z.number().min(0).max(1).default(1),
  match: z
    .strictObject({
      amount: z.number().int().optional(),
      metadata: z.record(z.string(), z.string()).optional(),
      intent: z.string().optional(),
    })
    .default({}),
});

/** Adds, lists and removes faults. */
export const faultRoutes: readonly ControlRoute[] = [
  {
    method: 'POST',
    path: /^\/_sim\/faults$/,
    run(simulator, request) {
      const fault = toFault(simulator.nextFaultId(), readJson(request, faultInput));
      simulator.store.transact((tx) => tx.put('fault', fault));
      return { status: 201, json: fault };
    },
  },
  {
    method: 'GET',
    path: /^\/_sim\/faults$/,
    run: (simulator) => ({
      status: 200,
      json: { faults: [...simulator.store.table('fault').oldestFirst()] },
    }),
  },
  {
    method: 'DELETE',
    path: /^\/_sim\/faults$/,
    run(simulator) {
      const ids = [...simulator.store.table('fault').oldestFirst()].map((fault) => fault.id);
      simulator.store.transact((tx) => ids.forEach((id) => tx.delete('fault', id)));
      return { status: 200, json: { deleted: ids.length } };
    },
  },
  {
    method: 'DELETE',
    path: /^\/_sim\/faults\/([^/]+)$/,
    run(simulator, _request, id) {
      if (simulator.store.table('fault').get(id) === undefined)
        throw new ControlError(404, `No such fault: ${id}`);
      simulator.store.transact((tx) => tx.delete('fault', id));
      return { status: 200, json: { deleted: 1 } };
    },
  },
];

/** Parses the fault described by a form or a script; throws when it is invalid. */
export function parseFaultInput(id: string, input: unknown): Fault {
  return toFault(id, faultInput.parse(input));
}

function toFault(id: string, input: z.infer<typeof faultInput>): Fault {
  const { amount, metadata, intent } = input.match;
  return {
    id,
    operation: input.operation,
    kind: input.kind,
    delayMs: input.delayMs ?? (input.kind === 'webhook_reorder' ? REORDER_WINDOW_MS : 0),
    delayMaxMs: input.delayMaxMs ?? null,
    latency: input.latency ?? null,
    status: input.status ?? defaultStatus(input.kind),
    code: input.code ?? defaultCode(input.kind),
    message: input.message ?? null,
    retryAfterSeconds: input.retryAfterSeconds ?? null,
    copies: input.copies,
    remaining: input.times ?? null,
    probability: input.probability,
    match: {
      ...(amount === undefined ? {} : { amount }),
      ...(metadata === undefined ? {} : { metadata }),
      ...(intent === undefined ? {} : { intent }),
    },
    seen: 0,
    struck: 0,
  };
}

function defaultStatus(kind: Fault['kind']): number {
  if (kind === 'rate_limit') return 429;
  return kind === 'conflict' ? 409 : 500;
}

function defaultCode(kind: Fault['kind']): string | null {
  if (kind === 'rate_limit') return 'rate_limit';
  return kind === 'conflict' ? 'idempotency_key_in_use' : null;
}
