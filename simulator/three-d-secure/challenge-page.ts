import { escapeHtml, formatAmount } from '../panel/html.js';
import type { PaymentIntent } from '../payment-intents/payment-intent.js';
import type { SetupIntent } from '../setup-intents/setup-intent.js';

/** The bank's page: shows the payment and offers to complete or fail the authentication. */
export function challengePage(intent: PaymentIntent | SetupIntent): string {
  const waiting = intent.status === 'requires_action';
  const what =
    intent.object === 'payment_intent'
      ? `this payment of <strong>${escapeHtml(formatAmount(intent.amount, intent.currency))}</strong>`
      : 'saving this card';
  const body = waiting
    ? `<p>A shop asks you to approve ${what}. Is this you?</p>
<form method="post" action="/_sim/3ds/${escapeHtml(intent.id)}">
<button name="result" value="complete" class="primary">Complete</button>
<button name="result" value="fail">Fail</button>
</form>`
    : `<p>There is nothing left to authenticate for ${what}.</p>`;
  return page(
    '3-D Secure test page',
    `<h1>Simulated bank</h1>${body}<p class="small">${escapeHtml(intent.id)}</p>`,
  );
}

/** A minimal page without scripts or external resources. */
function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
:root{color-scheme:light dark;--ink:#1a2b33;--paper:#fff;--line:#c9d3d8;--accent:#0b5563}
@media (prefers-color-scheme:dark){:root{--ink:#e6eef1;--paper:#10191d;--line:#3a4a52;--accent:#2f8fa3}}
body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:0;display:grid;place-items:center;min-height:100vh}
main{max-width:26rem;padding:2rem;border:1px solid var(--line);border-radius:8px;margin:1rem}
h1{font-size:1.25rem;margin:0 0 .75rem}
form{display:flex;gap:.75rem;margin-top:1.25rem}
button{font:inherit;padding:.6rem 1.2rem;border-radius:8px;border:1px solid var(--line);background:none;color:inherit;cursor:pointer}
button.primary{background:#0b5563;border-color:#0b5563;color:#fff}
button:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.small{font-size:.8rem;margin:1.5rem 0 0;overflow-wrap:anywhere}
</style></head><body><main>${body}</main></body></html>`;
}
