import { createHmac, timingSafeEqual } from 'node:crypto';

import type { RefreshTokens } from '../../core/identity/ports.js';
import { parseId } from '../../core/shared/ids.js';

const FORM = /^(ses_[0-9a-z]{26})\.([1-9]\d{0,8})\.([\w-]{43})$/;

/**
 * `ses_….7.mac`: the session, the generation, and an HMAC that only we can compute. A token of any age is verifiable
 * without a row for each, and a copy of the database contains none.
 */
export function createRefreshTokens(secret: string): RefreshTokens {
  const mac = (text: string): Buffer => createHmac('sha256', secret).update(`refresh:${text}`).digest();
  return {
    issue(sessionId, generation) {
      const text = `${sessionId}.${generation}`;
      return `${text}.${mac(text).toString('base64url')}`;
    },
    read(token) {
      const [, session = '', generation = '', given = ''] = FORM.exec(token) ?? [];
      const sessionId = parseId('ses', session);
      if (sessionId === null) return null;
      const isOurs = timingSafeEqual(Buffer.from(given, 'base64url'), mac(`${session}.${generation}`));
      return isOurs ? { sessionId, generation: Number(generation) } : null;
    },
  };
}
