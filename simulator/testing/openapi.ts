import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Stripe's own mock server, which includes Stripe's published OpenAPI description. */
const MODULE = 'github.com/stripe/stripe-mock@v0.203.0';

/** The subset of OpenAPI that Stripe's description uses. */
interface Schema {
  $ref?: string;
  anyOf?: Schema[];
  type?: 'array' | 'boolean' | 'integer' | 'number' | 'object' | 'string';
  nullable?: boolean;
  enum?: string[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  maxLength?: number;
}

interface MediaTypes {
  content?: Record<string, { schema: Schema }>;
}

interface Described {
  parameters?: { name: string; in: string }[];
  requestBody?: MediaTypes;
  responses: Record<string, MediaTypes>;
}

/** The part of Stripe's API description that the tests need. */
export interface OpenApi {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema> };
}

/** Reads the description from the Go module cache (downloads the module if needed); otherwise returns the reason. */
export function readOpenApi(): OpenApi | { missing: string } {
  const go = ['/usr/local/go/bin/go', 'go'].find((path) => path === 'go' || existsSync(path)) ?? 'go';
  try {
    const answer = execFileSync(go, ['mod', 'download', '-json', MODULE], {
      encoding: 'utf8',
      cwd: tmpdir(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { Dir } = JSON.parse(answer) as { Dir: string };
    return JSON.parse(readFileSync(join(Dir, 'embedded/openapi/spec3.json'), 'utf8')) as OpenApi;
  } catch (error) {
    return { missing: `Stripe's OpenAPI description needs Go: ${String(error).split('\n')[0]}` };
  }
}

/** The description of one operation, found by method and actual path. */
export function describedOperation(
  api: OpenApi,
  method: string,
  path: string,
): { pattern: string; described: Described } | undefined {
  const segments = path.split('/');
  const candidates = Object.entries(api.paths).filter(([pattern, methods]) => {
    const expected = pattern.split('/');
    return (
      methods[method.toLowerCase()] !== undefined &&
      expected.length === segments.length &&
      expected.every((part, index) => part === segments[index] || part.startsWith('{'))
    );
  });
  // The pattern with the fewest placeholders is the match.
  candidates.sort(([left], [right]) => left.split('{').length - right.split('{').length);
  const [first] = candidates;
  const described = first?.[1][method.toLowerCase()];
  return first === undefined || described === undefined ? undefined : { pattern: first[0], described };
}

/** Differences between the answer and Stripe's description for its status. */
export function responseFaults(
  api: OpenApi,
  described: Described,
  answer: { status: number; body: unknown },
): string[] {
  const media = described.responses[String(answer.status)] ?? described.responses['default'];
  const schema = media?.content?.['application/json']?.schema;
  if (schema === undefined) return [`no schema for status ${answer.status}`];
  return new SchemaChecker(api).check(schema, answer.body, '');
}

/** The same for a single object, whose schema is found by its `object` field. */
export function objectFaults(api: OpenApi, object: object): string[] {
  const name = 'object' in object ? String(object.object) : '';
  const schema = api.components.schemas[name];
  return schema === undefined ? [`: no schema ${name}`] : new SchemaChecker(api).check(schema, object, '');
}

/** Every event type that an endpoint may subscribe to. */
export function eventTypes(api: OpenApi): Set<string> {
  const body = api.paths['/v1/webhook_endpoints']?.['post']?.requestBody?.content;
  const schema = body?.['application/x-www-form-urlencoded']?.schema.properties?.['enabled_events'];
  return new Set(schema?.items?.enum);
}

class SchemaChecker {
  constructor(private readonly api: OpenApi) {}

  check(schema: Schema, value: unknown, path: string): string[] {
    if (schema.$ref !== undefined) return this.check(this.resolve(schema.$ref), value, path);
    if (value === null) return schema.nullable === true ? [] : [`${path}: null is not allowed`];
    if (schema.anyOf !== undefined) return this.checkAny(schema.anyOf, value, path);
    switch (schema.type) {
      case 'object':
        return this.checkObject(schema, value, path);
      case 'array':
        if (!Array.isArray(value)) return [`${path}: not an array`];
        return value.flatMap((item, index) => this.check(schema.items ?? {}, item, `${path}[${index}]`));
      case 'string':
        if (typeof value !== 'string') return [`${path}: ${typeof value} is not a string`];
        return schema.enum !== undefined && !schema.enum.includes(value)
          ? [`${path}: '${value}' is not one of ${schema.enum.slice(0, 8).join('|')}`]
          : [];
      case 'integer':
        return Number.isInteger(value) ? [] : [`${path}: ${JSON.stringify(value)} is not an integer`];
      case 'number':
        return typeof value === 'number' ? [] : [`${path}: not a number`];
      case 'boolean':
        return typeof value === 'boolean' ? [] : [`${path}: not a boolean`];
      default:
        return [];
    }
  }

  /** Checks the alternatives of expandable fields and unions, and reports the faults of the best match. */
  private checkAny(alternatives: Schema[], value: unknown, path: string): string[] {
    const results = alternatives.map((alternative) => this.check(alternative, value, path));
    return results.reduce((best, faults) => (faults.length < best.length ? faults : best));
  }

  private checkObject(schema: Schema, value: unknown, path: string): string[] {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return [`${path}: not an object`];
    const missing = (schema.required ?? [])
      .filter((name) => !Object.hasOwn(value, name))
      .map((name) => `${path}.${name}: missing`);
    const faults = Object.entries(value).flatMap(([name, field]) => {
      const described = schema.properties?.[name];
      if (described !== undefined) return this.check(described, field, `${path}.${name}`);
      if (typeof schema.additionalProperties === 'object')
        return this.check(schema.additionalProperties, field, `${path}.${name}`);
      return [];
    });
    return [...missing, ...faults];
  }

  private resolve(reference: string): Schema {
    return this.api.components.schemas[reference.split('/').at(-1) ?? ''] ?? {};
  }
}
