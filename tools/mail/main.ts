import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { z } from 'zod';

import { runProgram } from '../stack/run-program.js';
import { untilStopped } from '../stack/until-stopped.js';
import { startMailCatcher } from './mail-catcher.js';
import { mailPage } from './mail-page.js';

/** Number of mails kept. */
const KEPT_MAILS = 200;

const flags = z.object({ smtp: z.coerce.number().int(), port: z.coerce.number().int() });

/** Accepts mail on port `--smtp N` and shows it on `--port N`: as a page at /, as JSON at /mails.json. */
async function main(): Promise<number> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { smtp: text, port: text } });
  const { smtp, port } = flags.parse(values);
  const stopped = untilStopped({ withParent: false });
  const catcher = await startMailCatcher(smtp, { keep: KEPT_MAILS });
  const page = createServer((request, response) => {
    const isJson = request.url === '/mails.json';
    response.setHeader('content-type', isJson ? 'application/json' : 'text/html; charset=utf-8');
    response.setHeader('cache-control', 'no-store');
    response.end(isJson ? JSON.stringify(catcher.mails) : mailPage(catcher.mails));
  });
  await new Promise<void>((resolve, reject) => {
    page.once('error', reject);
    page.listen(port, '127.0.0.1', resolve);
  });
  await stopped;
  page.close();
  page.closeAllConnections();
  await catcher.stop();
  return 0;
}

runProgram(main);
