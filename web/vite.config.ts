import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Paths served by the API; everything else is the app. */
const API_PATHS = ['/graphql', '/ops', '/webhooks', '/api', '/livez', '/readyz'];

/**
 * `vite build web` writes the app to dist/web. `vite web -- --api http://localhost:4010` serves it with hot reload and
 * proxies the API's paths, WebSocket included, so that the browser sees a single origin.
 */
export default defineConfig(() => ({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    // The tokens use light-dark(). For older targets it is rewritten into CSS that can't follow the theme's
    // color-scheme.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    rolldownOptions: {
      output: {
        // Libraries rarely change: shoppers should not download them again with every release.
        codeSplitting: {
          groups: [
            { name: 'apollo', test: /node_modules[\\/](@apollo|graphql|graphql-ws|rxjs|optimism|@wry)/ },
            { name: 'react', test: /node_modules[\\/](react|react-dom|react-router|scheduler)[\\/]/ },
            { name: 'mantine', test: /node_modules[\\/](@mantine|@floating-ui|react-remove-scroll)/ },
          ],
        },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      API_PATHS.map((path) => [path, { target: apiOrigin(), ws: path === '/graphql' }]),
    ),
  },
}));

function apiOrigin(): string {
  const at = process.argv.indexOf('--api');
  return (at < 0 ? undefined : process.argv[at + 1]) ?? 'http://localhost:4000';
}
