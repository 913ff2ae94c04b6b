import { createTransport } from 'nodemailer';
import { expect, test } from 'vitest';

import { readMail } from './read-mail.js';

/** The message as our mailer sends it. */
async function onTheWire(mail: Record<string, string>): Promise<string> {
  const { message } = await createTransport({ streamTransport: true, buffer: true }).sendMail(mail);
  if (!Buffer.isBuffer(message)) throw new Error('the transport was asked for a buffer');
  return message.toString();
}

test('text, HTML, links and headers survive the round trip in every encoding', async () => {
  const address = `https://shop.example/verify-email#token=${'a'.repeat(90)}`;
  for (const text of ['short', 'Größe = 10 ✓ ', `${'long line '.repeat(30)}`, 'ω'.repeat(200)]) {
    const mail = {
      messageId: '<mal_1@shop.example>',
      from: 'shop@shop.example',
      to: 'ann@example.com',
      subject: 'Hello',
      text: `${text}\n${address}\nbye\n`,
      html: `<p>${text}</p><a href="${address}">go</a>`,
    };
    const read = readMail(await onTheWire(mail));
    expect({ ...read, text: read.text.trim(), html: read.html.trim() }).toEqual({
      ...mail,
      text: mail.text.trim(),
      html: mail.html.trim(),
      links: [address],
    });
  }
});

test('a text-only mail has no HTML', async () => {
  expect(
    readMail(await onTheWire({ from: 'a@b.example', to: 'c@d.example', text: 'just text' })),
  ).toMatchObject({
    text: expect.stringContaining('just text'),
    html: '',
    links: [],
  });
});
