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
    summary: 'Export a seller’s items as CSV',
    description:
      'Streams all items of the seller, inactive ones included. Requires membership of the seller.',
    answers: { 'text/csv': null },
  },
  {
    ...sheet,
    method: 'post',
    id: 'importItems',
    summary: 'Import a seller’s items from CSV',
    description:
      'Creates and updates items by SKU, all rows or none. Items that the file does not name stay unchanged. With `dryRun=true`, returns the result without writing.',
    body: 'text/csv',
    answers: { 'application/json': null },
    parameters: [
      {
        name: 'Idempotency-Key',
        in: 'header',
        description: 'Unique per import; reuse it when you retry.',
      },
      {
        name: 'dryRun',
        in: 'query',
        description: '`true` validates and returns the result without writing.',
      },
    ],
    problems: {
      400: 'INVALID_INPUT: a field is missing or malformed.',
      409: 'IDEMPOTENCY_KEY_IN_PROGRESS or IMPORT_DISTURBED (items changed concurrently).',
      422: 'IMPORT_REJECTED (invalid rows) or IDEMPOTENCY_KEY_REUSED. Nothing was written.',
    },
  },
];

/**
 * A seller's items as CSV, for the seller's members. REST, because a file exceeds GraphQL's body limit and a download does
 * not need GraphQL.
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

/** Reads the body after authentication; rejects with the body parser's status. */
async function bodyOf(request: Request, response: Response): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    readText(request, response, (error?: unknown) => {
      if (error === undefined) resolve();
      else reject(error instanceof Error ? error : new Error('the body could not be read'));
    });
  });
  const body: unknown = request.body;
  return typeof body === 'string' ? body : '';
}

function sendFault(response: Response, error: ImportItemsError): void {
  const { message: detail, __typename, code, ...data } = userError(error);
  sendProblem(response, { status: STATUS[error.code], code, title: 'Nothing was done', detail }, data);
}
