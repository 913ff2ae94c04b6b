import type { CaughtMail } from './mail-catcher.js';

/** The captured mails as one plain page, newest first; it reloads every few seconds. */
export function mailPage(mails: readonly CaughtMail[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="3">
<title>${mails.length === 0 ? 'No mails' : `${mails.length} mails`} – Splitcart</title>
<link rel="icon" href="data:,">
<style>
:root { color-scheme: light dark; }
body { max-width: 760px; margin: 0 auto; padding: 24px; font: 15px/1.5 system-ui, sans-serif; }
article { margin: 0 0 16px; padding: 16px 20px; border: 1px solid #8886; border-radius: 8px; }
h1 { font-size: 20px; } h2 { margin: 0; font-size: 16px; }
p, pre { margin: 8px 0 0; } pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; }
small { opacity: 0.75; }
</style>
</head>
<body>
<h1>Splitcart mails</h1>
<p>No mail leaves this machine: everything the shop sends is shown here, newest first.</p>
${mails.length === 0 ? '<p>No mails yet. To get one, create an account in the shop.</p>' : mails.toReversed().map(article).join('\n')}
</body>
</html>
`;
}

function article({ recipients, subject, text, receivedAt, messageId }: CaughtMail): string {
  return `<article>
<h2>${escaped(subject)}</h2>
<small>to ${escaped(recipients.join(', '))}, ${receivedAt.toISOString()}, ${escaped(messageId)}</small>
<pre>${linked(text)}</pre>
</article>`;
}

/** The text with its URLs as links. */
function linked(text: string): string {
  return text
    .split(/(https?:\/\/\S+)/)
    .map((part, index) => {
      const shown = escaped(part);
      return index % 2 === 1 ? `<a href="${shown}">${shown}</a>` : shown;
    })
    .join('');
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
