import { html, Html } from './html.js';

/** The views of the panel, in the order of its navigation. */
export const VIEWS = ['overview', 'objects', 'events', 'deliveries', 'journal', 'faults', 'clock'] as const;

export type View = (typeof VIEWS)[number];

const TITLES: Record<View, string> = {
  overview: 'Overview',
  objects: 'Objects',
  events: 'Events',
  deliveries: 'Deliveries',
  journal: 'Journal',
  faults: 'Faults',
  clock: 'Clock and settings',
};

/** One page of the panel, without scripts or external resources, so that it works wherever the simulator does. */
export function layout(view: View, content: Html): string {
  const links = VIEWS.map(
    (name) =>
      html`<a href="/_sim?view=${name}" ${name === view ? html` aria-current="page"` : ''}
        >${TITLES[name]}</a
      >`,
  );
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${TITLES[view]} – Stripe simulator</title>
        <style>
          ${new Html(CSS)}
        </style>
      </head>
      <body>
        <header>
          <strong>Stripe simulator</strong>
          <nav aria-label="Views">${links}</nav>
        </header>
        <main>
          <h1>${TITLES[view]}</h1>
          ${content}
        </main>
      </body>
    </html>`.text;
}

/** A table with a caption for screen readers, or a note when it is empty. */
export function table(caption: string, heads: readonly string[], rows: readonly Html[]): Html {
  if (rows.length === 0) return html`<p class="empty">${caption}: none yet.</p>`;
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

const CSS = `
:root{color-scheme:light dark;--ink:#17252b;--soft:#566970;--paper:#fff;--raised:#f6f8f9;--line:#d5dde1;--accent:#0b5563;--good:#1a6b3c;--bad:#a3271d}
@media (prefers-color-scheme:dark){:root{--ink:#e7eef0;--soft:#9fb2b9;--paper:#10191d;--raised:#17232a;--line:#33434b;--accent:#6cc5d6;--good:#6fcf97;--bad:#ff9b90}}
*{box-sizing:border-box}
body{margin:0;font:14px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
header{display:flex;flex-wrap:wrap;gap:4px 24px;align-items:baseline;padding:12px 24px;border-bottom:1px solid var(--line);background:var(--raised)}
nav{display:flex;flex-wrap:wrap;gap:4px 16px}
a{color:var(--accent)}
nav a{text-decoration:none;padding:4px 0}
nav a[aria-current]{border-bottom:2px solid var(--accent);font-weight:600}
main{padding:16px 24px 48px;max-width:1400px}
h1{font-size:20px;margin:8px 0 16px}
h2{font-size:16px;margin:24px 0 8px}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:8px}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{text-align:left;padding:6px 12px;border-bottom:1px solid var(--line);vertical-align:top;white-space:nowrap}
th{font-weight:600;color:var(--soft);background:var(--raised)}
tr:last-child td{border-bottom:0}
td.amount{text-align:right}
code,pre{font:12px/1.5 ui-monospace,monospace}
pre{margin:0;padding:12px;background:var(--raised);border:1px solid var(--line);border-radius:8px;overflow-x:auto;max-width:100%}
form{display:flex;flex-wrap:wrap;gap:8px 12px;align-items:end}
form.inline{display:inline-flex}
label{display:grid;gap:4px;color:var(--soft)}
input,select,button{font:inherit;color:var(--ink);background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:6px 10px;min-height:36px}
button{cursor:pointer;background:var(--raised)}
button.primary{background:#0b5563;border-color:#0b5563;color:#fff}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(180px,1fr));gap:12px}
.card{border:1px solid var(--line);border-radius:8px;padding:12px}
.card b{display:block;font-size:20px;font-variant-numeric:tabular-nums}
.card a{text-decoration:none}
.row{display:flex;gap:12px;margin-top:16px}
.empty{color:var(--soft)}
.good{color:var(--good)}
.bad{color:var(--bad)}
`;
