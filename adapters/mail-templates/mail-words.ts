import { assertNever } from '../../core/shared/assert-never.js';
import type { MailContent } from '../../core/mail/mail.js';

/** What a mail says, before it is set as text or as HTML. */
export type MailWords = Readonly<{
  subject: string;
  greeting: string;
  paragraphs: readonly string[];
  /** The one thing to do; its address, too, stands in the mail, for readers without buttons. */
  action: Readonly<{ label: string; url: string }> | null;
  remarks: readonly string[];
}>;

/** Where the links of mails lead. */
export type MailLinks = Readonly<{
  publicUrl: string;
  /** The token with this id. */
  tokenOf: (tokenId: string) => string;
  /** The one token of an order. */
  orderTokenOf: (orderId: string) => string;
}>;

/** The words of each template; the one place where they stand. */
export function mailWords(content: MailContent, { publicUrl, tokenOf, orderTokenOf }: MailLinks): MailWords {
  const greeting = `Hello ${content.displayName},`;
  // Behind the #: what stands there is not sent to servers, so neither access logs nor referrers hold tokens.
  const link = (path: string, tokenId: string) => `${publicUrl}/${path}#token=${tokenOf(tokenId)}`;
  switch (content.template) {
    case 'VERIFY_EMAIL':
      return {
        subject: 'Confirm your e-mail address',
        greeting,
        paragraphs: ['Please confirm that this is your address. Receipts and news of your orders go there.'],
        action: { label: 'Confirm address', url: link('verify-email', content.tokenId) },
        remarks: [
          'The link works once, for three days.',
          'If you did not open an account, ignore this mail.',
        ],
      };
    case 'RESET_PASSWORD':
      return {
        subject: 'Choose a new password',
        greeting,
        paragraphs: ['Somebody, hopefully you, asked for a new password for your account.'],
        action: { label: 'Choose a new password', url: link('reset-password', content.tokenId) },
        remarks: [
          'The link works once, for one hour.',
          'If it was not you, ignore this mail: your password stays as it is.',
        ],
      };
    case 'PASSWORD_CHANGED':
      return {
        subject: 'Your password was changed',
        greeting,
        paragraphs: [
          'The password of your account was changed a moment ago, and other devices were signed out.',
          'If it was not you, choose a new one now.',
        ],
        action: { label: 'Choose a new password', url: `${publicUrl}/forgot-password` },
        remarks: [],
      };
    case 'ORDER_LINK':
      return {
        subject: `Your order ${content.orderNumber}`,
        greeting,
        paragraphs: ['Here is the page of your order, with its payment and its parcels.'],
        action: {
          label: 'Show my order',
          url: `${publicUrl}/orders/${content.orderId}#token=${orderTokenOf(content.orderId)}`,
        },
        remarks: [
          'Whoever has this link can see and pay the order, so keep it to yourself.',
          'If you did not ask for it, ignore this mail: nobody else has got the link.',
        ],
      };
    default:
      return assertNever(content);
  }
}
