/** The response of a page. */
export type Visited = Readonly<{ status: number; next: string; body: string }>;

/** A minimal browser for an issuer: keeps cookies, submits forms, and reports redirects instead of following them. */
export class CookieBrowser {
  readonly #base: string;
  readonly #cookies = new Map<string, string>();

  constructor(base: string) {
    this.#base = base;
  }

  /** GET, or POST with a form; throws on a status of 400 or above. */
  async go(where: string, form?: Readonly<Record<string, string>>): Promise<Visited> {
    const response = await fetch(new URL(where, this.#base), {
      headers: { cookie: Array.from(this.#cookies, (pair) => pair.join('=')).join('; ') },
      redirect: 'manual',
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    const { status } = response;
    if (status >= 400) throw new Error(`${where}: ${status} ${await response.text()}`);
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.#cookies.set(name, value);
    }
    return { status, next: response.headers.get('location') ?? '', body: await response.text() };
  }
}
