import { z } from 'zod';

import type { RestOperation } from '../../api/rest/rest-operation.js';
import { policy } from '../../core/identity/policy.js';

const PROBLEM = 'application/problem+json';

/** The OpenAPI 3.1 description of the REST API, from the definitions of its routes. */
export function openapiDocument(operations: readonly RestOperation[]) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Splitcart REST API',
      version: '1',
      description:
        'For programs that need a single resource by GET. Everything else is in the GraphQL API. See docs/rest.md.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths: Object.fromEntries(
      [...Map.groupBy(operations, ({ path }) => path)].map(([path, members]) => [
        path,
        Object.fromEntries(members.map((member) => [member.method ?? 'get', described(member)])),
      ]),
    ),
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'An access token of an account, or an API key (spk_…) of a service.',
        },
        orderToken: {
          type: 'apiKey',
          in: 'header',
          name: 'order-token',
          description:
            'A guest’s token for one order. Never sent in the URL, which ends up in logs and browser histories.',
        },
      },
      schemas: {
        Problem: {
          type: 'object',
          description: 'RFC 9457.',
          required: ['type', 'title', 'status', 'detail', 'code', 'correlationId'],
          properties: {
            type: { type: 'string', format: 'uri', description: 'urn:splitcart:problem:… by code.' },
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string' },
            code: { type: 'string', description: 'Stable error code.' },
            correlationId: {
              type: 'string',
              description: 'Also in the header x-correlation-id and in the logs.',
            },
          },
        },
      },
    },
  };
}

function described(operation: RestOperation) {
  const { id, summary, description, permission, subject, answers, problems = {} } = operation;
  const content = Object.entries(answers).map(([type, schema]): [string, object] => [
    type,
    schema === null ? {} : { schema: withoutDialect(z.toJSONSchema(schema, { io: 'input' })) },
  ]);
  const etag = { description: 'Version of the representation.', schema: { type: 'string' } };
  return {
    operationId: id,
    summary,
    description,
    security:
      permission === null
        ? [{ orderToken: [] }, { bearer: [] }]
        : [{ bearer: [...policy[permission].scopes] }],
    parameters: parametersOf(operation),
    ...(operation.body === undefined
      ? {}
      : { requestBody: { required: true, content: { [operation.body]: {} } } }),
    responses: {
      200: {
        description: summary,
        ...(isVersioned(operation) ? { headers: { ETag: etag } } : {}),
        content: Object.fromEntries<object>(content),
      },
      ...(isVersioned(operation) ? { 304: { description: 'Not modified.' } } : {}),
      401: problem('The credential is missing or invalid.'),
      ...(permission === null ? {} : { 403: problem('The credential lacks the permission.') }),
      404: problem(`There is no such ${subject}, or the caller has no access to it.`),
      ...Object.fromEntries(Object.entries(problems).map(([status, meaning]) => [status, problem(meaning)])),
    },
  };
}

function parametersOf({ path, subject, parameters = [], ...operation }: RestOperation) {
  const text = { schema: { type: 'string' } };
  const name = /\{(\w+)\}/.exec(path)?.[1] ?? 'id';
  const match = {
    name: 'If-None-Match',
    in: 'header',
    description: 'An ETag; 304 if it still matches.',
    ...text,
  };
  return [
    { name, in: 'path', required: true, description: `Id of the ${subject}.`, ...text },
    ...parameters.map((parameter) => ({ ...parameter, ...text })),
    ...(isVersioned({ path, subject, ...operation }) ? [match] : []),
  ];
}

/** Whether the operation supports conditional requests. */
function isVersioned({ method, answers }: RestOperation): boolean {
  return method === undefined && !('text/csv' in answers);
}

function problem(description: string) {
  return { description, content: { [PROBLEM]: { schema: { $ref: '#/components/schemas/Problem' } } } };
}

/** OpenAPI 3.1 sets the JSON Schema dialect once for the whole document. */
function withoutDialect({ $schema: _dialect, ...schema }: { $schema?: string; [key: string]: unknown }) {
  return schema;
}
