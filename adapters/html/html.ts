/** Markup that is safe to embed: its values are already escaped. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Builds markup from a template. Strings are escaped; `Html` values are inserted as they are. */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (string | Html | readonly Html[])[]
): Html {
  const filled = values.map((value) => {
    if (typeof value === 'string') return escaped(value);
    return value instanceof Html ? value.markup : value.map(({ markup }) => markup).join('');
  });
  return new Html(parts.map((part, index) => part + (filled[index] ?? '')).join(''));
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
