import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, isUnionType } from 'graphql';
import { expect, test } from 'vitest';

import { createSchema } from './schema.js';

const schema = await createSchema();
const ours = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));

test('every type, field, argument and enum value has a description', () => {
  const missing: string[] = [];
  const check = (path: string, described: { description?: string | null | undefined }) => {
    if (!described.description) missing.push(path);
  };
  for (const type of ours) {
    if (['Query', 'Mutation', 'Subscription'].includes(type.name) === false) check(type.name, type);
    if (isEnumType(type)) for (const value of type.getValues()) check(`${type.name}.${value.name}`, value);
    if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        check(`${type.name}.${field.name}`, field);
        if ('args' in field)
          for (const arg of field.args) check(`${type.name}.${field.name}(${arg.name})`, arg);
      }
    }
  }
  expect(missing).toEqual([]);
});

test('every mutation takes at most one argument, input, and returns a union of one success and errors', () => {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    expect(['', 'input']).toContain(field.args.map(({ name }) => name).join());
    const result = schema.getType(String(field.type).replace('!', ''));
    if (!isUnionType(result)) throw new Error(`${field.name} does not return a union`);
    const successes = result
      .getTypes()
      .filter((type) => !type.getInterfaces().some(({ name }) => name === 'UserError'));
    expect(successes).toHaveLength(1);
  }
});

test('money is never a number', () => {
  const fields = ours.filter(isObjectType).flatMap((type) =>
    Object.values(type.getFields()).map((field) => ({
      path: `${type.name}.${field.name}`,
      type: String(field.type),
    })),
  );
  const amounts = fields.filter(({ path }) =>
    /\.(.*(amount|price|total|captured|refunded|authorized|shipping))$/i.test(path),
  );
  expect(amounts.length).toBeGreaterThan(10);
  expect(amounts.filter(({ type }) => /^(Int|Float)!?$/.test(type))).toEqual([]);
});
