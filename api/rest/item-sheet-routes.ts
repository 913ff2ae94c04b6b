import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import type { Request, Response } from 'express';
import { Router, text } from 'express';

import type { ImportItemsError } from '../../core/catalog/import-items.js';
import { isDomainError } from '../../core/shared/domain-error.js';
import type { Authenticator } from '../../core/identity/ports.js';
import { userError } from '../graphql/shared/user-errors.js';
import { sendProblem } from '../http/problem.js';
import { bearerOf } from '../identity/bearer.js';
import type { CatalogUseCases } from '../use-cases.js';
import { sendUnauthenticated } from './rest-answer.js';
import type { RestOperation } from './rest-operation.js';

/** 5,000 rows of 400 bytes. */
const MAX_IMPORT_BODY = '2mb';

const STATUS: Readonly<Record<ImportItemsError['code'], number>> = {
  SELLER_NOT_FOUND: 404,
  INVALID_INPUT: 400,
  IDEMPOTENCY_KEY_REUSED: 422,
  IDEMPOTENCY_KEY_IN_PROGRESS: 409,
  IMPORT_REJECTED: 422,
  IMPORT_DISTURBED: 409,
};

const sheet = {
  path: '/api/v1/sellers/{sellerId}/items.csv',
  permission: 'seller.own',
  subject: 'seller',
} as const;

export const itemSheetOperations: readonly RestOperation[] = [
  {
    ...sheet,
    id: 'exportItems',
    summary: 'All items of a seller as CSV',
    description: 'Streamed; for members of the seller.',
    answers: { 'text/csv': null },
  },
  {
    ...sheet,
    method: 'post',
    id: 'importItems',
    summary: 'Brings the items of a seller to what the CSV says',
    description:
      'All rows or none, under the `Idempotency-Key`; with `dryRun=true` it says what would happen.',
    body: 'text/csv',
    answers: { 'application/json': null },
    parameters: [
      {
        name: 'Idempotency-Key',
        in: 'header',
        description: 'One per intention; the same one again on a retry.',
      },
      { name: 'dryRun', in: 'query', description: '`true`: nothing is written.' },
    ],
    problems: {
      400: 'The input breaks a rule of its own.',
      409: 'The same request is still running, or somebody changed an item meanwhile.',
      422: 'Rows are at fault, or the key was used for something else.',
    },
  },
];

/**
 * A seller's items as CSV, for their members. GET streams all of them. POST brings them to what the body says, all rows or
 * none, under the `Idempotency-Key`; with `?dryRun=true` it says what would happen. A file does not fit into GraphQL's body
 * limit, and a download has no use for it.
 */
export function itemSheetRoutes({ catalog, authenticator }: Parts): Router {
  const router = Router();
  router.get('/api/v1/sellers/:sellerId/items.csv', async (request, response) => {
    const known = await bearerOf(authenticator, request.get('authorization'));
    if (known === null) return sendUnauthenticated(response);
    const { actor } = known;
    const found = catalog.exportItems({ actor, sellerId: request.params.sellerId });
    if (isDomainError(found)) return sendFault(response, found);
    response.attachment('items.csv').type('text/csv');
    response.set('cache-control', 'no-store');
    await pipeline(Readable.from(found.csv), response);
  });
  router.post('/api/v1/sellers/:sellerId/items.csv', async (request, response) => {
    const known = await bearerOf(authenticator, request.get('authorization'));
    if (known === null) return sendUnauthenticated(response);
    const { actor } = known;
    const imported = await catalog.importItems({
      actor,
      sellerId: request.params.sellerId,
      csv: await bodyOf(request, response),
      dryRun: request.query['dryRun'] === 'true',
      idempotencyKey: request.get('idempotency-key') ?? '',
    });
    if (isDomainError(imported)) return sendFault(response, imported);
    response.json(imported);
  });
  return router;
}

type Parts = Readonly<{
  catalog: Pick<CatalogUseCases, 'exportItems' | 'importItems'>;
  authenticator: Authenticator;
}>;

const readText = text({ type: () => true, limit: MAX_IMPORT_BODY });

/** Read after it is known who asks; rejects with the status of what is wrong with it. */
async function bodyOf(request: Request, response: Response): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    readText(request, response, (error?: unknown) => {
      if (error === undefined) resolve();
      else reject(error instanceof Error ? error : new Error('the body cannot be read'));
    });
  });
  const body: unknown = request.body;
  return typeof body === 'string' ? body : '';
}

function sendFault(response: Response, error: ImportItemsError): void {
  const { message: detail, __typename, code, ...data } = userError(error);
  sendProblem(response, { status: STATUS[error.code], code, title: 'Nothing was done', detail }, data);
}
