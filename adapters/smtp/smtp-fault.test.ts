import { expect, test } from 'vitest';

import { smtpFault } from './smtp-fault.js';

const fault = (command: string, responseCode?: number): Error =>
  Object.assign(new Error(`${command} ${responseCode ?? ''}`), {
    command,
    ...(responseCode === undefined ? {} : { responseCode }),
  });

test.each([
  ['RCPT TO', 550],
  ['DATA', 554],
])('a 5xx reply to %s is about this mail and final', (command, code) => {
  expect(smtpFault(fault(command, code)).outcome).toBe('rejected');
});

test.each([
  ['RCPT TO', 451],
  ['DATA', 452],
  ['CONN', undefined],
  ['AUTH PLAIN', 535],
  ['MAIL FROM', 550],
  ['EHLO', 554],
])('%s failing with %s may succeed next time', (command, code) => {
  expect(smtpFault(fault(command, code)).outcome).toBe('unknown');
});

test('an error that is not an SMTP fault is not final', () => {
  expect(smtpFault('gone')).toEqual({ outcome: 'unknown', reason: 'gone' });
});
