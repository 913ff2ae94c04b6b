const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? character);
}

/** The sign-in form of the operations pages; plain HTML, so that it works when everything else is down. */
export function signInPage({ next, fault }: { next: string; fault: string | null }): string {
  const alert = fault === null ? '' : `<p role="alert">${escape(fault)}</p>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in – Splitcart operations</title>
<style>
:root { color-scheme: light dark; --ink: light-dark(#1c2426, #e8eded); --dim: light-dark(#566366, #a9b4b6); --line: light-dark(#d9dfe0, #364144); --page: light-dark(#f6f8f8, #14191a); --card: light-dark(#fff, #1c2224); --teal: light-dark(#0b5f61, #58c0c0); --on: light-dark(#fff, #0c1a1a); --red: light-dark(#a3231f, #ff9d97) }
* { box-sizing: border-box } body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 16px; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main { width: 100%; max-width: 360px; padding: 32px; background: var(--card); border: 1px solid var(--line); border-radius: 8px }
h1 { margin: 0 0 4px; font-size: 20px } p { margin: 0 0 24px; color: var(--dim) } [role=alert] { color: var(--red) }
label { display: block; margin: 0 0 4px; font-size: 14px; font-weight: 600 }
input { width: 100%; margin: 0 0 16px; padding: 10px 12px; border: 1px solid var(--line); border-radius: 8px; background: var(--page); color: inherit; font: inherit }
button { width: 100%; padding: 12px; border: 0; border-radius: 8px; background: var(--teal); color: var(--on); font: inherit; font-weight: 600; cursor: pointer }
:focus-visible { outline: 2px solid var(--teal); outline-offset: 2px }
</style>
</head>
<body><main>
<h1>Splitcart operations</h1>
<p>Job queues. Staff only.</p>
${alert}
<form method="post" action="/ops/sign-in">
<input type="hidden" name="next" value="${escape(next)}">
<label for="email">Email</label><input id="email" name="email" type="email" autocomplete="username" required autofocus>
<label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password" required>
<button type="submit">Sign in</button>
</form>
</main></body>
</html>`;
}
