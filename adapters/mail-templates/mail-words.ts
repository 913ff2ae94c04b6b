import { assertNever } from '../../core/shared/assert-never.js';
import type { MailContent } from '../../core/mail/mail.js';

/** The content of a mail, before it is rendered as text and HTML. */
export type MailWords = Readonly<{
  subject: string;
  greeting: string;
  paragraphs: readonly string[];
  /** The call to action. Its URL is also printed, for mail clients that don't show buttons. */
  action: Readonly<{ label: string; url: string }> | null;
  remarks: readonly string[];
}>;

/** How the links in mails are built. */
export type MailLinks = Readonly<{
  publicUrl: string;
  /** The token with this id, for account links. */
  tokenOf: (tokenId: string) => string;
  /** The order's access token. */
  orderTokenOf: (orderId: string) => string;
}>;

/** The text of every mail template. */
export function mailWords(content: MailContent, { publicUrl, tokenOf, orderTokenOf }: MailLinks): MailWords {
  const greeting = `Hello ${content.displayName},`;
  // In the fragment, which browsers don't send: tokens stay out of access logs and Referer headers.
  const link = (path: string, tokenId: string) => `${publicUrl}/${path}#token=${tokenOf(tokenId)}`;
  switch (content.template) {
    case 'VERIFY_EMAIL':
      return {
        subject: 'Confirm your email address',
        greeting,
        paragraphs: ['Please confirm your email address. We use it for your account and your orders.'],
        action: { label: 'Confirm address', url: link('verify-email', content.tokenId) },
        remarks: [
          'The link works once and expires in three days.',
          'If you didn’t create an account, you can ignore this email.',
        ],
      };
    case 'RESET_PASSWORD':
      return {
        subject: 'Reset your password',
        greeting,
        paragraphs: ['We received a request to reset your password.'],
        action: { label: 'Choose a new password', url: link('reset-password', content.tokenId) },
        remarks: [
          'The link works once and expires in one hour.',
          'If this wasn’t you, you can ignore this email. Your password won’t change.',
        ],
      };
    case 'PASSWORD_CHANGED':
      return {
        subject: 'Your password was changed',
        greeting,
        paragraphs: [
          'Your account’s password was just changed, and your other devices were signed out.',
          'If this wasn’t you, reset your password now.',
        ],
        action: { label: 'Reset password', url: `${publicUrl}/forgot-password` },
        remarks: [],
      };
    case 'ORDER_LINK':
      return {
        subject: `Your order ${content.orderNumber}`,
        greeting,
        paragraphs: ['Here’s the link to your order. You can follow its payment and parcels there.'],
        action: {
          label: 'View order',
          url: `${publicUrl}/orders/${content.orderId}#token=${orderTokenOf(content.orderId)}`,
        },
        remarks: [
          'Anyone with this link can view, pay for or cancel your order, so don’t share it.',
          'If you didn’t request it, you can ignore this email.',
        ],
      };
    default:
      return assertNever(content);
  }
}
