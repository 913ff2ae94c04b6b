import { expect, test } from 'vitest';

import { mailPage } from './mail-page.js';

const mail = {
  messageId: '<mal_1@shop.example>',
  from: 'shop@shop.example',
  to: 'ann@example.com',
  recipients: ['ann@example.com'],
  subject: 'Confirm <your> address',
  text: 'Hello,\nhttps://shop.example/verify-email#token=a&b\nbye',
  html: '',
  links: [],
  receivedAt: new Date('2026-11-01T10:00:00Z'),
};

test('the page shows the newest mail first, with its URLs as links', () => {
  const page = mailPage([mail, { ...mail, subject: 'Second' }]);
  expect(page.indexOf('Second')).toBeLessThan(page.indexOf('Confirm'));
  expect(page).toContain('<a href="https://shop.example/verify-email#token=a&#38;b">');
  expect(page).toContain('to ann@example.com');
});

test('the page escapes the content of a mail', () => {
  const page = mailPage([{ ...mail, text: '<script>alert(1)</script> https://x.example/"onclick=' }]);
  expect(page).not.toContain('<script>');
  expect(page).not.toContain('<your>');
  expect(page).toContain('href="https://x.example/&#34;onclick="'.replace('onclick="', 'onclick='));
});

test('without mails the page explains how to get one', () => {
  expect(mailPage([])).toContain('No mails yet.');
});
