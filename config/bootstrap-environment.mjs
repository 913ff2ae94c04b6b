// Environment variables of the bootstrap. Plain JavaScript, because it runs before anything is compiled.
import { delimiter } from 'node:path';

/** The port the web app will listen on. */
export function wantedPort() {
  return Number(process.env.PORT || 4000);
}

/** Our environment for a separate system: another port and none of our servers. */
export function environmentForCopy(port) {
  const unset = { DATABASE_URL: '', REDIS_URL: '', KAFKA_BROKERS: '', STRIPE_SECRET_KEY: '' };
  return { ...process.env, ...unset, PORT: String(port) };
}

/** Our environment with a folder prepended to PATH, so that children find the pinned Node there. */
export function environmentWithPath(folder) {
  return { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH ?? ''}` };
}

/** Our environment with a compile cache for Node: a test run starts its programs often. */
export function environmentWithCompileCache(bin, cache) {
  return { ...environmentWithPath(bin), NODE_COMPILE_CACHE: cache };
}
