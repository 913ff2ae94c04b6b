import type { CodegenConfig } from '@graphql-codegen/cli';
import { preset as clientPreset } from '@graphql-codegen/client-preset';
import { isAbstractType, type GraphQLSchema } from 'graphql';

/**
 * Generates the web app's types and documents from the emitted schema and the .graphql files next to the components.
 * Run from the repository root: `graphql-codegen --config web/codegen.ts` (add `--check` to fail on drift).
 */
const config: CodegenConfig = {
  schema: 'schema.graphql',
  documents: ['web/src/**/*.graphql'],
  importExtension: '.js',
  generates: {
    'web/src/generated/': {
      // Documents are imported by name, so the lookup by source text is omitted.
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
    // Apollo's cache matches `... on UserError` only if it knows the interface's members.
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

// The code generator requires a default export.
export default config;
