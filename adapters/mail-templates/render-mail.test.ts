import { describe, expect, test } from 'vitest';

import { RESET_PASSWORD_TTL_MS, VERIFY_EMAIL_TTL_MS } from '../../core/identity/mailed-token.js';
import type { MailContent } from '../../core/mail/mail.js';
import { renderMail } from './render-mail.js';

const links = {
  publicUrl: 'https://shop.example',
  tokenOf: (id: string) => `of-${id}`,
  orderTokenOf: (id: string) => `of-${id}`,
};
const contents: MailContent[] = [
  { template: 'VERIFY_EMAIL', displayName: 'Ann', tokenId: 'tok_1' },
  { template: 'RESET_PASSWORD', displayName: 'Ann', tokenId: 'tok_1' },
  { template: 'PASSWORD_CHANGED', displayName: 'Ann' },
  { template: 'ORDER_LINK', displayName: 'Ann', orderId: 'ord_1', orderNumber: 'K7Q2-M4XD' },
];

describe.each(contents)('mail $template', (content) => {
  test('has the same content in text and HTML', () => {
    const { subject, text, html } = renderMail(content, links);
    const body = html.replace(/^[\s\S]*<\/h1>/, '').replaceAll(/<[^>]*>/g, ' ');
    const sentences = text.split('\n').filter((line) => line !== '' && line !== 'Splitcart');
    for (const sentence of sentences) expect(body).toContain(sentence.replace(/:$/, ''));
    expect(html).toContain(`<title>${subject}</title>`);
  });

  test.each([
    ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;'],
    [`"><a href='https://evil.example'>`, '&quot;&gt;&lt;a href=&#39;https://evil.example&#39;&gt;'],
    ['Tom & Jerry', 'Tom &amp; Jerry'],
  ])('escapes the name %s in HTML, not in text', (displayName, escaped) => {
    const { text, html } = renderMail({ ...content, displayName }, links);
    expect(html).toContain(`Hello ${escaped},`);
    expect(html).not.toContain(displayName);
    expect(text).toContain(`Hello ${displayName},`);
  });

  test('has no user input in its subject', () => {
    const { subject } = renderMail({ ...content, displayName: 'x\r\nBcc: all@example.com' }, links);
    expect(subject).toMatch(/^[\w -]+$/);
  });
});

describe('the link in a mail', () => {
  test('carries the token in the fragment, which is never sent to a server', () => {
    const [verify, reset, , order] = contents.map((content) => renderMail(content, links).text);
    expect(order).toContain('\nhttps://shop.example/orders/ord_1#token=of-ord_1\n');
    expect(verify).toContain('\nhttps://shop.example/verify-email#token=of-tok_1\n');
    expect(reset).toContain('\nhttps://shop.example/reset-password#token=of-tok_1\n');
  });

  test('expires when the mail says', () => {
    const [verify, reset] = contents.map((content) => renderMail(content, links).text);
    expect(verify).toContain('three days');
    expect(VERIFY_EMAIL_TTL_MS).toBe(3 * 24 * 60 * 60_000);
    expect(reset).toContain('one hour');
    expect(RESET_PASSWORD_TTL_MS).toBe(60 * 60_000);
  });
});
