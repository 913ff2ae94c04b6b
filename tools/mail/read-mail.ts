/** A received mail, parsed as far as our mails need it. */
export interface ReadMail {
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Every URL in the text. */
  readonly links: readonly string[];
}

/** Parses the headers, text and HTML of a message (RFC 5322 and MIME; quoted-printable, base64 and plain). */
export function readMail(raw: string): ReadMail {
  const message = splitPart(raw);
  const parts = leafParts(message);
  const bodyOf = (type: string): string => {
    const part = parts.find(({ headers }) => (headers.get('content-type') ?? 'text/plain').startsWith(type));
    return part === undefined ? '' : decoded(part);
  };
  const header = (name: string): string => message.headers.get(name) ?? '';
  const text = bodyOf('text/plain');
  return {
    messageId: header('message-id'),
    from: header('from'),
    to: header('to'),
    subject: header('subject'),
    text,
    html: bodyOf('text/html'),
    links: text.match(/https?:\/\/\S+/g) ?? [],
  };
}

interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

function splitPart(raw: string): Part {
  const [head = '', ...rest] = raw.replaceAll('\r\n', '\n').split('\n\n');
  const lines = head.replaceAll(/\n[ \t]+/g, ' ').split('\n');
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body: rest.join('\n\n') };
}

function leafParts(part: Part): readonly Part[] {
  const boundary = /boundary="?([^";]+)"?/.exec(part.headers.get('content-type') ?? '')?.[1];
  if (boundary === undefined) return [part];
  const inner = part.body.split(`--${boundary}`).slice(1, -1);
  return inner.flatMap((raw) => leafParts(splitPart(raw.replace(/^\n/, ''))));
}

function decoded({ headers, body }: Part): string {
  switch (headers.get('content-transfer-encoding')?.toLowerCase()) {
    case 'base64':
      return Buffer.from(body, 'base64').toString();
    case 'quoted-printable':
      return fromQuotedPrintable(body);
    case undefined:
    default:
      return body;
  }
}

function fromQuotedPrintable(body: string): string {
  const bytes = body
    .replaceAll(/=\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_match, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
