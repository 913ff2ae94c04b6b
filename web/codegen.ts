import type { CodegenConfig } from '@graphql-codegen/cli';
import { preset as clientPreset } from '@graphql-codegen/client-preset';
import { isAbstractType, type GraphQLSchema } from 'graphql';

/**
 * Types and documents of the web app, made from the emitted schema and the .graphql files beside the components.
 * Run from the repository's root: `graphql-codegen --config web/codegen.ts` (add `--check` to fail on drift).
 */
const config: CodegenConfig = {
  schema: 'schema.graphql',
  documents: ['web/src/**/*.graphql'],
  importExtension: '.js',
  generates: {
    'web/src/generated/': {
      // Documents are imported by name, so the look-up by source text is left out.
      preset: {
        ...clientPreset,
        buildGeneratesSection: async (options) => {
          const files = await clientPreset.buildGeneratesSection(options);
          return files.filter(({ filename }) => !filename.endsWith('gql.ts'));
        },
      },
      presetConfig: { fragmentMasking: false, skipIndexFile: true },
      config: {
        useTypeImports: true,
        strictScalars: true,
        scalars: { DateTimeISO: 'string', ID: 'string' },
        enumType: 'string-literal',
        immutableTypes: true,
        nonOptionalTypename: true,
        skipTypeNameForRoot: true,
      },
    },
    // Apollo's cache can match `... on UserError` only when it knows the interface's members.
    'web/src/generated/possible-types.ts': {
      preset: {
        buildGeneratesSection: ({ baseOutputDir, schema }) => [
          {
            filename: baseOutputDir,
            schema,
            documents: [],
            config: {},
            pluginMap: { possibleTypes: { plugin: printPossibleTypes } },
            plugins: [{ possibleTypes: {} }],
          },
        ],
      },
    },
  },
};

function printPossibleTypes(schema: GraphQLSchema): string {
  const abstractTypes = Object.values(schema.getTypeMap()).filter(isAbstractType);
  const lines = abstractTypes.map((type) => {
    const members = schema.getPossibleTypes(type).map(({ name }) => `'${name}'`);
    return `  ${type.name}: [${members.join(', ')}],`;
  });
  return `export const possibleTypes: Record<string, string[]> = {\n${lines.sort().join('\n')}\n};\n`;
}

// The code generator loads its configuration by the default export.
export default config;
