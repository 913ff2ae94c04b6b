import { html, type Html } from '../html/html.js';
import type { MailContent } from '../../core/mail/mail.js';
import type { RenderedMail } from '../../core/mail/ports.js';
import type { MailLinks, MailWords } from './mail-words.js';
import { mailWords } from './mail-words.js';

/** Renders a mail as text and HTML with the same content. Pure. */
export function renderMail(content: MailContent, links: MailLinks): RenderedMail {
  const words = mailWords(content, links);
  return { subject: words.subject, text: asText(words), html: asHtml(words).markup };
}

function asText({ greeting, paragraphs, action, remarks }: MailWords): string {
  const link = action === null ? [] : [`${action.label}:\n${action.url}`];
  return `${[greeting, ...paragraphs, ...link, ...remarks, 'Splitcart'].join('\n\n')}\n`;
}

/** Mail clients ignore style sheets and grids: one column, inline styles only. */
function asHtml({ subject, greeting, paragraphs, action, remarks }: MailWords): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${subject}</title>
      </head>
      <body style="margin:0;padding:24px;background:#f4f6f6;font-family:system-ui,sans-serif;color:#1d2526">
        <div
          style="max-width:520px;margin:0 auto;padding:32px;background:#ffffff;border:1px solid #dde3e3;border-radius:8px"
        >
          <h1 style="margin:0 0 20px;font-size:20px;line-height:28px">${subject}</h1>
          ${[greeting, ...paragraphs].map(paragraph)} ${action === null ? '' : button(action)}
          ${remarks.map(remark)}
        </div>
      </body>
    </html> `;
}

const paragraph = (text: string): Html =>
  html`<p style="margin:0 0 16px;font-size:16px;line-height:24px">${text}</p> `;

const remark = (text: string): Html =>
  html`<p style="margin:0 0 8px;font-size:14px;line-height:20px;color:#5a6768">${text}</p> `;

const button = ({ label, url }: { label: string; url: string }): Html =>
  html`<p style="margin:24px 0">
      <a
        href="${url}"
        style="display:inline-block;padding:12px 20px;background:#0b6b6b;color:#ffffff;border-radius:8px;text-decoration:none;font-weight:600"
        >${label}</a
      >
    </p>
    <p style="margin:0 0 24px;font-size:13px;line-height:20px;color:#5a6768;word-break:break-all">
      ${url}
    </p> `;
